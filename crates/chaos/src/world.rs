//! What may happen: random events in the words of the program, as JSON through the ordinary door.

use crate::chance::Chance;
use crate::programs::{CATEGORIES, PARTNERS};
use coterie_calendar::Instant;
use coterie_intake::{Defaults, Intake};
use coterie_program::compiled::Program;
use coterie_program::event::Event;

const MEMBERS: u32 = 8;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// 2026-01-05T09:00Z, a Monday.
const BEGIN_MS: i64 = 1_767_603_600_000;

/// The world outside: its time, and what it remembers to come back to.
pub(crate) struct World {
    intake: Option<Intake>,
    pub(crate) now_ms: i64,
    said: u32,
    purchases: Vec<String>,
    holds: Vec<String>,
    redemptions: Vec<String>,
    scores: Vec<String>,
    /// Everything ever handed in.
    pub(crate) sent: Vec<Event>,
}

/// An instant of the virtual time.
pub(crate) fn instant(ms: i64) -> Instant {
    Instant::from_millis(ms).unwrap_or(Instant::MIN)
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            intake: None,
            now_ms: BEGIN_MS,
            said: 0,
            purchases: Vec::new(),
            holds: Vec::new(),
            redemptions: Vec::new(),
            scores: Vec::new(),
            sent: Vec::new(),
        }
    }

    /// From now on events are written in the words of this program.
    pub(crate) fn learn(&mut self, program: &Program) {
        self.intake = Some(Intake::new(program));
    }

    /// Time passes: mostly minutes, sometimes days, now and then weeks.
    pub(crate) fn pass(&mut self, chance: &mut Chance) {
        self.now_ms += match chance.below(20) {
            0 => i64::from(chance.between(2, 30)) * DAY_MS,
            1..=4 => i64::from(chance.between(1, 72)) * HOUR_MS,
            5..=7 => 0,
            _ => i64::from(chance.between(1, 90)) * 60_000,
        };
    }

    /// A group of events.
    pub(crate) fn group(&mut self, chance: &mut Chance) -> Result<Vec<Event>, String> {
        let size = match chance.below(12) {
            0 => chance.between(20, 200),
            1..=5 => 1,
            _ => chance.between(2, 8),
        };
        if chance.percent(12) {
            return self.rush(chance);
        }
        let mut group = Vec::with_capacity(size as usize);
        for _ in 0..size {
            let event = self.event(chance)?;
            self.sent.push(event.clone());
            group.push(event);
        }
        Ok(group)
    }

    /// Several ask for the same at once: a member at several tills, everybody for what is scarce.
    fn rush(&mut self, chance: &mut Chance) -> Result<Vec<Event>, String> {
        let member = chance.below(MEMBERS);
        let mut group = Vec::new();
        for _ in 0..chance.between(2, 6) {
            let who = if chance.percent(70) { member } else { chance.below(MEMBERS) };
            let event = self.redemption(chance, who, "redemption")?;
            self.sent.push(event.clone());
            group.push(event);
        }
        Ok(group)
    }

    fn event(&mut self, chance: &mut Chance) -> Result<Event, String> {
        let who = chance.below(MEMBERS);
        match chance.below(100) {
            0..=8 if !self.sent.is_empty() => {
                let mut event = chance.one_of(&self.sent).clone();
                if chance.percent(30) {
                    event.at = instant(event.at.millis() + 60_000);
                }
                Ok(event)
            }
            9..=45 => self.purchase(chance, who),
            46..=57 => self.refund(chance),
            58..=65 => self.redemption(chance, who, "redemption"),
            66..=70 => self.redemption(chance, who, "hold"),
            71..=76 => self.after_hold(chance),
            77..=78 => self.after(chance, "cancellation", "redemption"),
            79..=80 => self.after(chance, "approval", "of"),
            81..=84 => self.say("signup", &self.person(chance, who)),
            85..=87 => self.say("member", &self.person(chance, who)),
            88..=91 => {
                let stars = chance.between(1, 5);
                self.say(
                    "review",
                    &format!("{{\"member\": \"m{who}\", \"stars\": {stars}, \"comment\": \"fine\"}}"),
                )
            }
            92..=94 => {
                let to = other(chance, who);
                let points = chance.between(1, 60);
                self.say(
                    "transfer",
                    &format!("{{\"from\": \"m{who}\", \"to\": \"m{to}\", \"points\": {points}}}"),
                )
            }
            95..=96 => {
                let (sign, amount) = (if chance.percent(40) { "-" } else { "" }, chance.between(1, 80));
                let account = chance.one_of(&["points", "stamps", "cashback"]);
                self.say(
                    "adjustment",
                    &format!(
                        "{{\"member\": \"m{who}\", \"{account}\": {sign}{amount}, \"reason\": \"by hand\"}}"
                    ),
                )
            }
            97 => self.score(chance),
            98 => {
                let into = other(chance, who);
                self.say("merge", &format!("{{\"from\": \"m{who}\", \"into\": \"m{into}\"}}"))
            }
            _ => self.purchase(chance, who),
        }
    }

    fn person(&self, chance: &mut Chance, who: u32) -> String {
        let mut body = format!("{{\"member\": \"m{who}\"");
        if chance.percent(40) {
            body += &format!(
                ", \"birthday\": \"1990-{:02}-{:02}\"",
                chance.between(1, 12),
                chance.between(1, 28)
            );
        }
        if chance.percent(40) {
            body += &format!(", \"household\": \"h{}\"", chance.below(2));
        }
        if chance.percent(40) {
            body += &format!(", \"inviter\": \"m{}\"", other(chance, who));
        }
        if chance.percent(40) {
            body += ", \"brought_by\": \"smak\"";
        }
        if chance.percent(30) {
            body += ", \"city\": \"Krakow\"";
        }
        body + "}"
    }

    fn basket(chance: &mut Chance) -> String {
        let count = chance.between(1, 4);
        let lines = (0..count).map(|line| {
            let (zloty, grosze) = (chance.between(0, 90), chance.below(100));
            let quantity = chance.between(1, 4);
            let category = chance.one_of(&CATEGORIES);
            format!("{{\"id\": \"l{line}\", \"category\": \"{category}\", \"sku\": \"s{line}\", \"amount\": \"{zloty}.{grosze:02}\", \"quantity\": {quantity}}}")
        });
        format!("\"lines\": [{}]", lines.collect::<Vec<_>>().join(", "))
    }

    fn purchase(&mut self, chance: &mut Chance, who: u32) -> Result<Event, String> {
        let partner = chance.one_of(&PARTNERS);
        let basket = Self::basket(chance);
        let member = if chance.percent(95) { format!("\"member\": \"m{who}\", ") } else { String::new() };
        let late = if chance.percent(15) { i64::from(chance.between(1, 14 * 24)) * HOUR_MS } else { 0 };
        let event = self.say_at(
            "purchase",
            self.now_ms - late,
            &format!("{{{member}\"partner\": \"{partner}\", {basket}}}"),
        )?;
        self.purchases.push(event.id.to_string());
        Ok(event)
    }

    fn refund(&mut self, chance: &mut Chance) -> Result<Event, String> {
        let of = named(chance, &self.purchases);
        let what = match chance.below(4) {
            0 | 1 => String::new(),
            2 => ", \"lines\": [\"l0\"]".to_owned(),
            _ => format!(", \"lines\": {{\"l0\": {{\"quantity\": {}}}}}", chance.between(1, 3)),
        };
        self.say("refund", &format!("{{\"purchase\": \"{of}\"{what}}}"))
    }

    fn redemption(&mut self, chance: &mut Chance, who: u32, kind: &str) -> Result<Event, String> {
        let partner = chance.one_of(&PARTNERS);
        let reward = *chance.one_of(&["mug", "coffee_to_go", "till", "till", "money", "trip", "miles"]);
        let amount = match reward {
            "till" => format!(", \"points\": {}", chance.between(1, 12) * 10),
            "miles" => format!(", \"points\": {}", chance.between(1, 8) * 5),
            "money" => format!(", \"cashback\": \"{}.{}0\"", chance.below(3), chance.between(1, 9)),
            _ => String::new(),
        };
        let up_to = if chance.percent(40) && !amount.is_empty() { ", \"up_to\": true" } else { "" };
        let basket = Self::basket(chance);
        let body = format!(
            "{{\"member\": \"m{who}\", \"partner\": \"{partner}\", \"reward\": \"{reward}\"{amount}{up_to}, {basket}}}"
        );
        let event = self.say(kind, &body)?;
        let list = if kind == "hold" { &mut self.holds } else { &mut self.redemptions };
        list.push(event.id.to_string());
        Ok(event)
    }

    /// A partner's score of a month, often long past; sometimes it replaces an earlier one.
    fn score(&mut self, chance: &mut Chance) -> Result<Event, String> {
        let partner = chance.one_of(&PARTNERS);
        let (tenths, month) = (chance.between(0, 10), chance.between(1, 6));
        let period =
            if chance.percent(80) { format!(", \"period\": \"2026-{month:02}\"") } else { String::new() };
        let replaces = if chance.percent(50) {
            format!(", \"supersedes\": \"{}\"", named(chance, &self.scores))
        } else {
            String::new()
        };
        let factor = format!("{}.{}", tenths / 10, tenths % 10);
        let body = format!("{{\"of\": \"{partner}\", \"factor\": \"{factor}\"{period}{replaces}}}");
        let event = self.say("score", &body)?;
        self.scores.push(event.id.to_string());
        Ok(event)
    }

    fn after_hold(&mut self, chance: &mut Chance) -> Result<Event, String> {
        let kind = if chance.percent(60) { "capture" } else { "release" };
        self.after(chance, kind, "hold")
    }

    fn after(&mut self, chance: &mut Chance, kind: &str, field: &str) -> Result<Event, String> {
        let of = match kind {
            "cancellation" => named(chance, &self.redemptions),
            "approval" => named(chance, &self.purchases),
            _ => named(chance, &self.holds),
        };
        self.say(kind, &format!("{{\"{field}\": \"{of}\"}}"))
    }

    fn say(&mut self, kind: &str, body: &str) -> Result<Event, String> {
        self.say_at(kind, self.now_ms, body)
    }

    fn say_at(&mut self, kind: &str, at_ms: i64, body: &str) -> Result<Event, String> {
        self.said += 1;
        let text =
            format!("{{\"id\": \"e{}\", \"at\": \"{}\", \"{kind}\": {body}}}", self.said, instant(at_ms));
        let intake = self.intake.as_ref().ok_or("events before the first program")?;
        intake
            .event(&text, &Defaults::of_source("till"))
            .map_err(|problems| format!("the door refuses {text}: {problems:?}"))
    }
}

/// Another member.
fn other(chance: &mut Chance, who: u32) -> u32 {
    (who + chance.between(1, MEMBERS - 1)) % MEMBERS
}

/// A recent one, or one that never was.
fn named(chance: &mut Chance, ids: &[String]) -> String {
    if ids.is_empty() || chance.percent(4) {
        return "nobody".to_owned();
    }
    let recent = ids.len().saturating_sub(12);
    let from = if chance.percent(70) { recent } else { 0 };
    chance.one_of(&ids[from..]).clone()
}
