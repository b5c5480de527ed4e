//! Groups handed in one after another while the one before is still being made durable; and what may come between.

use super::History;
use crate::failure::Check;
use crate::medium::Medium;
use coterie_journal::store::Store as _;
use coterie_journal::{Answer, Submission};

/// The most groups of one stream.
const GROUPS_MAX: u32 = 5;

impl<M: Medium> History<M> {
    /// Hands in a few groups ahead. Whatever was answered is durable at that moment; a failure, or the end of the process, loses
    /// none of it; and whoever got no answer hands in everything again.
    pub(super) fn stream(&mut self) -> Check {
        let groups: Vec<Vec<Submission>> =
            (0..self.chance.between(2, GROUPS_MAX)).map(|_| self.group()).collect::<Result<_, _>>()?;
        let crash_before = self.chance.percent(15).then(|| self.chance.below(GROUPS_MAX) as usize);
        let mut answers: Vec<Answer> = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            if crash_before == Some(number) {
                return self.end_amid(&answers);
            }
            match self.writer()?.submit_ahead(group) {
                Ok(before) => self.answered_ahead(&mut answers, before)?,
                Err(error) => {
                    self.failed_beyond(&error, self.promised(&answers))?;
                    return self.again(&groups, &answers);
                }
            }
        }
        match self.writer()?.settle() {
            Ok(last) => self.answered_ahead(&mut answers, last)?,
            Err(error) => {
                self.failed_beyond(&error, self.promised(&answers))?;
                return self.again(&groups, &answers);
            }
        }
        self.answered(&groups.concat(), &answers)
    }

    /// Takes answers, which must be durable already.
    fn answered_ahead(&mut self, answers: &mut Vec<Answer>, new: Vec<Answer>) -> Check {
        let durable = self.writer()?.store().head().entries;
        answers.extend(new);
        let promised = self.promised(answers);
        if promised > durable {
            return Err(format!("answered up to {promised}, and {durable} entries are durable"));
        }
        Ok(())
    }

    /// How many entries the answers speak of, at least.
    fn promised(&self, answers: &[Answer]) -> u64 {
        let position = |answer: &Answer| match answer {
            Answer::Decided { position, .. } | Answer::Conflict { position } => position + 1,
        };
        answers.iter().map(position).max().unwrap_or(0).max(self.model.end())
    }

    /// The process ends while a group is on its way: it may arrive yet.
    fn end_amid(&mut self, answers: &[Answer]) -> Check {
        let promised = self.promised(answers);
        self.faults += 1;
        self.armed = None;
        self.reopen()?;
        if self.writer()?.head().entries < promised {
            return Err("answered entries are gone after a crash".to_owned());
        }
        self.recovered()?;
        self.still_says(answers)
    }

    /// What was answered stands as it was answered, and everything handed in again is answered.
    fn again(&mut self, groups: &[Vec<Submission>], answers: &[Answer]) -> Check {
        self.still_says(answers)?;
        for group in groups {
            match self.writer()?.submit(group) {
                Ok(answers) => self.answered(group, &answers)?,
                Err(error) => self.failed(&error)?,
            }
        }
        Ok(())
    }

    fn still_says(&self, answers: &[Answer]) -> Check {
        for answer in answers {
            if let Answer::Decided { position, entry, .. } = answer
                && self.model.entries.get(*position as usize).is_none_or(|(_, journaled)| journaled != entry)
            {
                return Err(format!("{position} was answered, and another entry stands there: {answer:?}"));
            }
        }
        Ok(())
    }
}
