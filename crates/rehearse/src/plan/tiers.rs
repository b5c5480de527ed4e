//! What a plan changes for those who stand on each step of each tier set.

use super::difference::Difference;
use super::report::{Figures, Told, signed};
use coterie_decide::reading::step_of;
use coterie_ledger::{Amount, Party};
use coterie_program::ids::AccountId;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// Who stands on a step, and what the edited program changes for those who stand there as it happened (on a step of a new tier
/// set: as it would have). What a household gathers in a pool counts for no member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepChange {
    /// The tier set.
    pub tier: String,
    /// The step.
    pub step: String,
    /// How many stand on it.
    #[serde(flatten)]
    pub count: Figures<u64>,
    /// How many of them gain.
    pub gaining: u64,
    /// How many lose.
    pub losing: u64,
    /// By how much it changes what they are given less what is taken back, on each account where it does.
    pub gained: Vec<StepGain>,
    /// By how much it changes what partners pay for that, at the prices of the edited program.
    pub pays: String,
}

/// By how much an account changes for those on a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepGain {
    /// The account.
    pub account: String,
    /// Its unit.
    pub unit: String,
    /// After less before.
    pub gained: String,
}

/// A step while it is added up.
#[derive(Default)]
struct Step {
    name: String,
    counts: [u64; 2],
    gaining: u64,
    losing: u64,
    gained: BTreeMap<AccountId, i64>,
    payers: BTreeMap<(Party, AccountId), i64>,
}

impl Step {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    fn add(&mut self, difference: &Difference) {
        let gain = difference.gain();
        self.gaining += u64::from(gain > 0);
        self.losing += u64::from(gain < 0);
        for (account, gained) in difference.gains() {
            let sum = self.gained.entry(account).or_default();
            *sum = sum.saturating_add(gained);
        }
        for (payer, account, amount) in &difference.payers {
            let sum = self.payers.entry((payer.clone(), *account)).or_default();
            *sum = sum.saturating_add(*amount);
        }
    }
}

impl Told<'_> {
    /// All steps of both programs, set by set.
    pub(super) fn tiers(&self, differences: &FxHashMap<Party, Difference>) -> Vec<StepChange> {
        let mut sets: BTreeMap<(u16, String), Vec<Step>> = BTreeMap::new();
        for (place, program, side) in
            [(0, self.program_before(), self.before), (1, Some(self.program()), self.after)]
        {
            let Some(program) = program else { continue };
            for (id, set) in program.tiers.iter() {
                let key = (id.0, set.name.clone());
                let is_new = place == 1 && !sets.contains_key(&key);
                let steps = sets.entry(key).or_default();
                let places: Vec<usize> = set
                    .steps
                    .iter()
                    .map(|step| {
                        steps.iter().position(|known| known.name == step.name).unwrap_or_else(|| {
                            steps.push(Step::named(&step.name));
                            steps.len() - 1
                        })
                    })
                    .collect();
                let parties = side.records().each_party();
                for (party, record) in
                    parties.filter(|(party, record)| party.kind() == set.of && record.merged_into.is_none())
                {
                    let step = usize::from(step_of(side.engine(), Some(record), id, self.now()));
                    let Some(step) = places.get(step).and_then(|place| steps.get_mut(*place)) else {
                        continue;
                    };
                    step.counts[place] += 1;
                    if (place == 0 || is_new)
                        && let Some(difference) = differences.get(party)
                    {
                        step.add(difference);
                    }
                }
            }
        }
        sets.into_iter()
            .flat_map(|((_, tier), steps)| steps.into_iter().map(move |step| (tier.clone(), step)))
            .map(|(tier, step)| self.step(tier, step))
            .collect()
    }

    fn step(&self, tier: String, step: Step) -> StepChange {
        let names = self.names();
        let money: i64 = step.payers.iter().fold(0, |sum, ((payer, account), amount)| {
            sum.saturating_add(self.price(payer, *account, *amount))
        });
        let pays = names.money(money);
        StepChange {
            tier,
            step: step.name,
            count: Figures { before: step.counts[0], after: step.counts[1] },
            gaining: step.gaining,
            losing: step.losing,
            gained: step
                .gained
                .into_iter()
                .filter(|(_, gained)| *gained != 0)
                .map(|(account, gained)| StepGain {
                    account: names.account(account).to_owned(),
                    unit: names.unit(account).to_owned(),
                    gained: signed(&names, account, gained),
                })
                .collect(),
            pays: if money > 0 { format!("+{pays}") } else { pays },
        }
    }

    /// What a payer pays for so much of an account, minor units; nothing where it has no price.
    fn price(&self, payer: &Party, account: AccountId, amount: i64) -> i64 {
        let terms = self.program().prices(payer, account);
        let issued = Amount::new(amount).ok();
        let settled = terms
            .zip(issued)
            .and_then(|(terms, issued)| coterie_ledger::settle(issued, Amount::ZERO, &terms).ok());
        settled.map_or(0, |settled| settled.pays.get())
    }
}
