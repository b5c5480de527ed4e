//! One side of a transfer in words: why a wallet rose or fell, or what a partner gave and took.

use crate::arithmetic::arithmetic_in;
use crate::corrected::Less;
use crate::past::Past;
use crate::taken_back::{self, gift_behind};
use crate::words::Words;
use crate::{lots, money};
use coterie_decide::decision::{Cause, Gift, Given, Leg, Transfer};
use coterie_decide::{Entry, Origin, TickKind};
use coterie_ledger::{Amount, Book, Move};
use coterie_program::builtin::account::DISCOUNTS;
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::{Amount as RuleAmount, Rule};
use coterie_program::event::Event;
use coterie_program::ids::{AccountId, FieldId};
use serde::Serialize;

/// Something that an entry did, in words: one line, and what stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What it did.
    pub text: String,
    /// Why: the rule in words, the arithmetic, the lots, the money.
    pub details: Vec<String>,
}

impl Remark {
    /// Without anything behind it.
    pub(crate) fn plain(text: String) -> Self {
        Self { text, details: Vec::new() }
    }
}

/// An entry that is being told.
#[derive(Clone, Copy)]
pub(crate) struct Telling<'t> {
    pub(crate) words: &'t Words<'t>,
    pub(crate) past: &'t Past<'t>,
    pub(crate) position: u64,
    pub(crate) entry: &'t Entry,
}

impl<'t> Telling<'t> {
    pub(crate) fn event(&self) -> Option<&'t Event> {
        match &self.entry.origin {
            Origin::Event(event) => Some(event),
            _ => None,
        }
    }

    pub(crate) fn is(&self, of: coterie_program::ids::KindId) -> bool {
        self.event().is_some_and(|event| event.kind == of)
    }

    fn field(&self, id: FieldId) -> String {
        let Some(event) = self.event() else { return String::new() };
        match event.party(id) {
            Some(party) => self.words.who(party),
            None => event.text(id).unwrap_or_default().to_owned(),
        }
    }

    fn reward_name(&self) -> &'t str {
        self.past.reward(self.entry).unwrap_or_default()
    }

    fn reward_rule(&self) -> Option<&'t Rule> {
        let name = self.reward_name();
        let rules = &self.words.program().rules;
        rules.values().find(|rule| rule.pay.is_some() && rule.name == name)
    }

    fn reward(&self) -> String {
        let rule = self.reward_rule();
        rule.map_or_else(|| self.reward_name().to_owned(), |rule| self.words.title(rule.id))
    }

    /// The arithmetic of a gift, where it says more than the amount does.
    pub(crate) fn arithmetic(&self, place: usize) -> Option<String> {
        let gift = &self.entry.decision.gifts[place];
        let (account, minus) = match &gift.given {
            Given::Credit { account, .. } => (*account, ""),
            _ => (DISCOUNTS, "−"),
        };
        let figure = self.words.figure(account, gift.given.amount().unwrap_or_default());
        let text = arithmetic_in(self.words, &self.entry.decision, place);
        (text != format!("{minus}{figure}")).then_some(text)
    }

    /// One side of a transfer, which is the effect at a place of the decision. `None` for a side on which nothing happens that
    /// anyone would notice.
    pub(crate) fn leg(
        &self,
        effect: usize,
        transfer: &Transfer,
        leg: &Leg,
        names_whom: bool,
    ) -> Option<Remark> {
        match leg.book {
            None => self.wallet(effect, transfer, leg, names_whom),
            Some(book) => Some(self.book(effect, transfer, leg, book, names_whom)),
        }
    }

    fn wallet(&self, effect: usize, transfer: &Transfer, leg: &Leg, names_whom: bool) -> Option<Remark> {
        let words = self.words;
        let account = transfer.account();
        let (reason, mut details) = self.reason(effect, transfer, leg)?;
        let tag = words.tag(account);
        let amount = match reserved(leg).or_else(|| self.released(account, leg)) {
            Some(reserved) => format!("{}{tag}", words.amount(account, reserved)),
            // What was approved, or had expired before it was taken back moves no balance.
            None if leg.amount.is_zero() => words.account(account),
            None => format!("{}{tag}", words.signed(account, leg.amount)),
        };
        details.extend(lots::taken(words, self.past, account, &leg.moves));
        details.extend(lots::repaid(words, account, &leg.moves));
        details.extend(lots::terms(words, self.entry.at(), account, &leg.moves));
        let whom = if names_whom { format!(" {}", words.who(&leg.party)) } else { String::new() };
        Some(Remark { text: format!("{amount}{whom}: {reason}"), details })
    }

    /// What a hold had reserved that a leg frees.
    fn released(&self, account: AccountId, leg: &Leg) -> Option<Amount> {
        let hold = leg.moves.iter().find_map(|step| match step {
            Move::Release { hold } => Some(*hold),
            _ => None,
        })?;
        let held = self.past.entry(hold)?;
        let mut of_account = held.decision.transfers().filter(|transfer| transfer.account() == account);
        of_account.find_map(|transfer| transfer.legs().iter().find_map(reserved))
    }

    /// Why a wallet changed, and what stands behind it besides its lots.
    fn reason(&self, effect: usize, transfer: &Transfer, leg: &Leg) -> Option<(String, Vec<String>)> {
        let words = self.words;
        let plain = |text: String| Some((text, Vec::new()));
        match transfer.cause() {
            Cause::Earn | Cause::Discount => {
                let place = usize::from(transfer.gift()?);
                let gift = self.entry.decision.gifts.get(place)?;
                let mut details: Vec<String> = words.rule_sentence(gift.rule).into_iter().collect();
                details.extend(self.arithmetic(place));
                details.push(self.paid_by(gift));
                Some((self.by_rule(gift.rule), details))
            }
            Cause::Spend => {
                let place = self.spent_at(transfer);
                let text = words.say("spent", &[("reward", &self.reward()), ("place", &place)]);
                Some((text, self.price(transfer, leg)))
            }
            Cause::Expire => {
                let idle =
                    matches!(&self.entry.origin, Origin::Tick(tick) if tick.kind == TickKind::IdleExpiry);
                let until = words.until(self.entry.at());
                plain(words.say(if idle { "expired-idle" } else { "expired" }, &[("until", &until)]))
            }
            Cause::Reset => plain(words.say("emptied", &[])),
            Cause::Claw => {
                let said = self.taken_back(effect, transfer);
                Some(said.unwrap_or_else(|| (words.say("taken-back", &[]), Vec::new())))
            }
            Cause::Regain => self.given_again(effect),
            Cause::Adjust => {
                let why = self.field(field::REASON);
                let text = match why.as_str() {
                    "" => words.say("corrected", &[]),
                    why => words.say("corrected-because", &[("why", why)]),
                };
                let by = self.entry.by.as_str();
                let by = (!by.is_empty()).then(|| words.say("corrected-by", &[("who", by)]));
                Some((text, by.into_iter().collect()))
            }
            Cause::Give => {
                let gives = leg.moves.iter().any(|step| matches!(step, Move::Spend(_)));
                let (id, other) = if gives { ("given-to", field::TO) } else { ("given-by", field::FROM) };
                let fee = transfer.legs().iter().find(|leg| leg.book == Some(Book::Redeemed));
                let fee = fee.filter(|_| gives).map(|fee| {
                    words.say("given-fee", &[("amount", &words.amount(transfer.account(), fee.amount))])
                });
                Some((words.say(id, &[("who", &self.field(other))]), fee.into_iter().collect()))
            }
            Cause::Merge => {
                let joins =
                    leg.moves.iter().any(|step| matches!(step, Move::Receive(_) | Move::ReceiveGone(_)));
                let other = transfer.legs().iter().find(|other| other.party != leg.party);
                let other = other.map(|other| words.who(&other.party)).unwrap_or_default();
                // What a member has goes into the household's pool when the member joins it: then no record ends.
                let id = match (self.is(kind::MERGE), joins) {
                    (true, true) => "merged-from",
                    (true, false) => "merged-into",
                    (false, true) => "pooled-from",
                    (false, false) => "pooled-into",
                };
                plain(words.say(id, &[("who", &other)]))
            }
            Cause::Cancel => {
                let id = if self.is(kind::REFUND) { "returned-tender" } else { "returned" };
                let event =
                    self.field(if self.is(kind::REFUND) { field::PURCHASE } else { field::REDEMPTION });
                plain(words.say(id, &[("event", &event)]))
            }
            Cause::Hold => self.hold(leg),
            Cause::Approve => plain(words.say("approved", &[("event", &self.field(field::OF))])),
        }
    }

    /// Who pays for a gift: for money off that was bought, what was spent on it.
    pub(crate) fn paid_by(&self, gift: &Gift) -> String {
        let is_money_off = matches!(gift.given, Given::Discount { .. } | Given::Donation(_));
        if is_money_off && gift.bought_with.is_some() {
            return self.words.say("money-by-points", &[]);
        }
        self.words.say("paid-by", &[("who", &self.words.who(&gift.payer))])
    }

    pub(crate) fn by_rule(&self, rule: coterie_program::ids::RuleId) -> String {
        let is_reward = self.words.rule(rule).is_some_and(|rule| rule.pay.is_some());
        let id = if is_reward { "by-reward" } else { "by-rule" };
        self.words.say(id, &[("rule", &self.words.title(rule))])
    }

    /// Of which gift it was taken back, and why; `None` where that is not known.
    fn taken_back(&self, effect: usize, transfer: &Transfer) -> Option<(String, Vec<String>)> {
        let words = self.words;
        if let Some(less) = Less::behind(self.entry, effect) {
            let (text, arithmetic) = less.told(words)?;
            let sentence = words.rule_sentence(less.rule());
            let why = sentence.into_iter().chain([arithmetic]).chain(taken_back::found(words, transfer));
            return Some((text, why.collect()));
        }
        let taken = &gift_behind(self.past, self.entry, effect)?;
        let (event, when) = self.past.called(words, taken.event_at);
        let rule = words.title(taken.gift.rule);
        let text = words.say("taken-back-of", &[("rule", &rule), ("event", &event), ("when", &when)]);
        let why = taken_back::why(words, self.past, (self.position, self.entry), taken, transfer);
        Some((text, why))
    }

    /// A further refund leaves more of a gift than an earlier one did.
    fn given_again(&self, effect: usize) -> Option<(String, Vec<String>)> {
        let words = self.words;
        let taken = &gift_behind(self.past, self.entry, effect)?;
        let (event, when) = self.past.called(words, taken.event_at);
        let rule = words.names().rule(taken.gift.rule);
        let text = words.say("given-again-of", &[("rule", rule), ("event", &event), ("when", &when)]);
        Some((text, taken_back::why_again(words, taken)))
    }

    fn hold(&self, leg: &Leg) -> Option<(String, Vec<String>)> {
        let words = self.words;
        leg.moves.iter().find_map(|step| match step {
            Move::Reserve { lapses, .. } => {
                let values = [("reward", self.reward()), ("until", words.moment(*lapses))];
                Some((
                    words.say("reserved", &values.each_ref().map(|(id, text)| (*id, text.as_str()))),
                    vec![],
                ))
            }
            Move::Release { hold } => {
                let (event, when) = self.past.called(words, *hold);
                let lapsed = matches!(self.entry.origin, Origin::Tick(_));
                let id = if lapsed { "hold-lapsed" } else { "hold-released" };
                Some((words.say(id, &[("event", &event), ("when", &when)]), vec![]))
            }
            _ => None,
        })
    }

    fn spent_at(&self, transfer: &Transfer) -> String {
        let at = transfer.legs().iter().find(|leg| leg.book == Some(Book::Redeemed));
        at.map(|leg| self.words.who(&leg.party)).unwrap_or_default()
    }

    /// The reward in words, and how its price came to that.
    fn price(&self, transfer: &Transfer, leg: &Leg) -> Vec<String> {
        let words = self.words;
        let rule = self.reward_rule();
        let mut lines: Vec<String> = rule.and_then(|rule| words.rule_sentence(rule.id)).into_iter().collect();
        let points = rule.and_then(|rule| rule.pay.as_ref()).and_then(|pay| pay.points.as_ref());
        if let Some(RuleAmount::Fixed(each)) = points.map(|points| &points.price)
            && *each > 0
            && leg.amount.get() % each == 0
        {
            let figure = |amount: i64| words.parts(amount, words.names().decimals(transfer.account()));
            let times = -leg.amount.get() / each;
            if times > 1 {
                let (each, all) = (figure(*each), figure(-leg.amount.get()));
                lines.push(format!("{} × {each} = {all}", words.number(times.into())));
            }
        }
        lines
    }

    fn book(&self, effect: usize, transfer: &Transfer, leg: &Leg, book: Book, names_whom: bool) -> Remark {
        let words = self.words;
        let account = transfer.account();
        let gift = transfer.gift().and_then(|gift| self.entry.decision.gifts.get(usize::from(gift)));
        let mut details = Vec::new();
        let (id, amount, rule) = match book {
            Book::Issued if leg.amount.is_negative() => {
                ("book-issued", -leg.amount, gift.map(|gift| gift.rule))
            }
            Book::Clawed if leg.amount.is_negative() => ("book-given-again", -leg.amount, None),
            Book::Issued | Book::Clawed => ("book-taken-back", leg.amount, None),
            Book::Redeemed if leg.amount.is_negative() => ("book-returned", -leg.amount, None),
            Book::Redeemed => ("book-redeemed", leg.amount, None),
            Book::Expired if leg.amount.is_negative() => ("book-expired-back", -leg.amount, None),
            Book::Expired => ("book-expired", leg.amount, None),
            Book::WrittenOff => ("book-written-off", -leg.amount, None),
            Book::Charged => ("book-charged", -leg.amount, None),
            Book::Exchange => ("book-exchange", leg.amount, None),
            Book::PaidOut => ("book-paid-out", leg.amount, None),
            Book::Adjusted => ("book-adjusted", leg.amount, None),
        };
        let mut text =
            words.say(id, &[("amount", &format!("{}{}", words.amount(account, amount), words.tag(account)))]);
        if let (Some(rule), Some(place)) = (rule, transfer.gift()) {
            text = format!("{text}: {}", self.by_rule(rule));
            details.extend(words.rule_sentence(rule));
            details.extend(self.arithmetic(usize::from(place)));
        } else if matches!(book, Book::Clawed | Book::Issued) {
            let said = match transfer.cause() {
                Cause::Regain => self.given_again(effect),
                _ => self.taken_back(effect, transfer),
            };
            if let Some((why, behind)) = said {
                text = format!("{text}: {why}");
                details.extend(behind);
            }
        }
        if names_whom {
            text = format!("{}: {text}", words.who(&leg.party));
        }
        details.extend(money::of_leg(words, account, leg));
        Remark { text, details }
    }
}

/// What a hold reserves in a wallet.
fn reserved(leg: &Leg) -> Option<Amount> {
    leg.moves.iter().find_map(|step| match step {
        Move::Reserve { parts, .. } => Amount::sum(parts.iter().map(|part| part.amount)).ok(),
        _ => None,
    })
}
