//! Everything that an entry did, in words: gifts first, then what else moved, then what else changed.

use crate::money;
use crate::movement::{Remark, Telling};
use crate::past::Past;
use crate::refused::refused;
use crate::words::Words;
use coterie_decide::decision::{Cause, Effect, Gift, Given, Transfer};
use coterie_decide::record::HeldTier;
use coterie_decide::{Entry, Origin};
use coterie_ledger::{Party, PartyKind};
use coterie_program::builtin::account::DISCOUNTS_FOR_POINTS;
use coterie_program::builtin::{field, kind};
use coterie_program::ids::RelationId;
use std::collections::BTreeSet;

/// Everything that an entry did. The words are those of the program version that decided it; `past` has what the entry refers
/// to.
pub fn story(words: &Words<'_>, past: &Past<'_>, position: u64, entry: &Entry) -> Vec<Remark> {
    let telling = Telling { words, past, position, entry };
    let decision = &entry.decision;
    if let Some(refusal) = telling.refusal() {
        return vec![refusal];
    }
    let mut remarks = Vec::new();
    let moved = decision.effects.iter().enumerate().filter_map(|(at, effect)| match effect {
        Effect::Transfer(transfer) if transfer.gift().is_none() && !telling.is_said_with_points(transfer) => {
            Some((at, transfer))
        }
        _ => None,
    });
    // What was paid stands before what was got for it.
    let (paid, moved): (Vec<_>, Vec<_>) = moved.partition(|(_, transfer)| transfer.cause() == Cause::Spend);
    for (at, transfer) in paid {
        remarks.extend(telling.transfer(at, transfer));
    }
    for place in 0..decision.gifts.len() {
        remarks.extend(telling.gift(place));
    }
    for (at, transfer) in moved {
        remarks.extend(telling.transfer(at, transfer));
    }
    remarks.extend(decision.effects.iter().filter_map(|effect| telling.change(effect, None)));
    remarks.extend(telling.itself());
    telling.say_rules_once(&mut remarks);
    if remarks.is_empty() {
        remarks.push(Remark::plain(words.say("nothing", &[])));
    }
    remarks
}

/// What an entry did for one party: the moves of its wallets and books, what it was given and shown, its tiers.
pub fn story_of(
    words: &Words<'_>,
    past: &Past<'_>,
    position: u64,
    entry: &Entry,
    party: &Party,
) -> Vec<Remark> {
    let telling = Telling { words, past, position, entry };
    let decision = &entry.decision;
    if let Some(refusal) = telling.refusal() {
        return vec![refusal];
    }
    let mut remarks = Vec::new();
    for (at, effect) in decision.effects.iter().enumerate() {
        match effect {
            Effect::Transfer(transfer) => {
                let own = transfer.legs().iter().filter(|leg| leg.party == *party);
                remarks.extend(own.filter_map(|leg| telling.leg(at, transfer, leg, false)));
            }
            _ => remarks.extend(telling.change(effect, Some(party))),
        }
    }
    for gift in decision.gifts.iter().filter(|gift| gift.to == *party) {
        if !matches!(gift.given, Given::Credit { .. }) {
            remarks.extend(telling.handed_over(gift));
        }
    }
    if remarks.is_empty() {
        remarks.push(Remark::plain(words.say("nothing-of", &[("who", &words.who(party))])));
    }
    remarks
}

impl Telling<'_> {
    /// Whether a transfer is the money off of points that a refund returns: what goes back of it is said with the money.
    fn is_said_with_points(&self, transfer: &Transfer) -> bool {
        transfer.account() == DISCOUNTS_FOR_POINTS && self.is(kind::REFUND)
    }

    /// A gift: as the wallet that it fell to sees it, or as what was handed over.
    fn gift(&self, place: usize) -> Vec<Remark> {
        let decision = &self.entry.decision;
        let gift = &decision.gifts[place];
        let carried = decision.effects.iter().enumerate().find_map(|(at, effect)| match effect {
            Effect::Transfer(transfer) if transfer.gift().map(usize::from) == Some(place) => {
                Some((at, transfer))
            }
            _ => None,
        });
        match carried {
            Some((at, transfer)) if matches!(gift.given, Given::Credit { .. }) => self.transfer(at, transfer),
            carried => {
                let mut remark = self.handed_over(gift);
                if let (Some(remark), Some((_, transfer))) = (&mut remark, carried) {
                    let (money, paid_by) = (self.money_of(transfer), self.paid_by(gift));
                    remark.details.retain(|detail| money.is_empty() || *detail != paid_by);
                    remark.details.extend(money);
                }
                remark.into_iter().collect()
            }
        }
    }

    /// A rule's sentence is said where it first gives.
    fn say_rules_once(&self, remarks: &mut [Remark]) {
        let gifts = self.entry.decision.gifts.iter();
        let rules: BTreeSet<String> = gifts.filter_map(|gift| self.words.rule_sentence(gift.rule)).collect();
        let mut said = BTreeSet::new();
        for remark in remarks {
            remark.details.retain(|detail| !rules.contains(detail) || said.insert(detail.clone()));
        }
    }

    /// A transfer: a remark for each wallet, the money behind the first; where no wallet changed, one for each book.
    fn transfer(&self, at: usize, transfer: &Transfer) -> Vec<Remark> {
        let wallets = transfer.legs().iter().filter(|leg| leg.book.is_none());
        let mut remarks: Vec<Remark> = wallets.filter_map(|leg| self.leg(at, transfer, leg, true)).collect();
        match remarks.first_mut() {
            Some(first) => {
                let money = self.money_of(transfer);
                // What somebody pays says that it pays.
                let gift = transfer.gift().and_then(|gift| self.entry.decision.gifts.get(usize::from(gift)));
                if let Some(gift) = gift.filter(|_| !money.is_empty()) {
                    let paid_by = self.paid_by(gift);
                    first.details.retain(|detail| *detail != paid_by);
                }
                first.details.extend(money);
            }
            None => {
                let books = transfer.legs().iter().filter(|leg| leg.book.is_some());
                remarks.extend(books.filter_map(|leg| self.leg(at, transfer, leg, true)));
            }
        }
        remarks
    }

    fn money_of(&self, transfer: &Transfer) -> Vec<String> {
        let account = transfer.account();
        transfer.legs().iter().filter_map(|leg| money::of_leg(self.words, account, leg)).collect()
    }

    /// A gift that is no amount of an account.
    fn handed_over(&self, gift: &Gift) -> Option<Remark> {
        let words = self.words;
        let place = self.entry.decision.gifts.iter().position(|one| one == gift)?;
        let mut details: Vec<String> = words.rule_sentence(gift.rule).into_iter().collect();
        let named = |id: &str, name: &str| words.say(id, &[("name", &words.name(name))]);
        let what = match &gift.given {
            Given::Credit { .. } => return None,
            Given::Discount { amount, .. } => {
                details.extend(self.arithmetic(place));
                words.say("gave-discount", &[("name", &words.money(amount.get()))])
            }
            Given::Donation(amount) => words.say("gave-donation", &[("name", &words.money(amount.get()))]),
            Given::Voucher { name, code, until, at } => {
                if let Some(until) = until {
                    details.push(words.say("voucher-until", &[("until", &words.until(*until))]));
                }
                if let Some(at) = at {
                    details.push(words.say("voucher-at", &[("who", &words.who(at))]));
                }
                words.say("gave-voucher", &[("name", &words.name(name)), ("code", code)])
            }
            Given::Product(name) => named("gave-product", name),
            Given::Ticket(name) => named("gave-ticket", name),
            Given::Access(name) => named("gave-access", name),
            Given::Message(name) => named("gave-message", name),
            Given::Tier { set, step, .. } => words.say("gave-tier", &[("name", &words.step(*set, *step))]),
        };
        if !matches!(gift.given, Given::Message(_)) {
            details.push(self.paid_by(gift));
        }
        let whom = words.who(&gift.to);
        let text = words.say("gave", &[("what", &what), ("who", &whom), ("why", &self.by_rule(gift.rule))]);
        Some(Remark { text, details })
    }

    /// A change that is no transfer; of one party only where it is asked for.
    fn change(&self, effect: &Effect, only: Option<&Party>) -> Option<Remark> {
        let words = self.words;
        let concerns = |party: &Party| only.is_none_or(|only| only == party);
        let text = match effect {
            Effect::Tier { party, held } if concerns(party) => return Some(self.tier(party, held)),
            Effect::MoneyBack { money, points, gift_card } if only.is_none() => {
                let parts =
                    [("back-in-money", *money), ("back-in-points", *points), ("back-on-card", *gift_card)];
                let said: Vec<String> = parts
                    .iter()
                    .filter(|(_, amount)| *amount != 0)
                    .map(|(id, amount)| words.say(id, &[("money", &words.money(*amount))]))
                    .collect();
                if said.is_empty() {
                    return None;
                }
                said.join("; ")
            }
            Effect::ToPay { money } if *money != 0 => words.say("to-pay", &[("money", &words.money(*money))]),
            Effect::MergedInto { party, into } if concerns(party) || concerns(into) => {
                words.say("merged", &[("who", &words.who(party)), ("into", &words.who(into))])
            }
            Effect::Known { party, .. } if only.is_none() && self.is_about_records() => {
                words.say("known", &[("who", &words.who(party))])
            }
            Effect::Relate { party, relation, to, .. } if concerns(party) => {
                self.related(party, *relation, to)
            }
            Effect::Voucher { code, record } => {
                let id = match (record.used == Some(self.position), record.void) {
                    (true, _) => "voucher-used",
                    (_, true) => "voucher-void",
                    _ => return None,
                };
                if !concerns(&record.holder) {
                    return None;
                }
                words.say(
                    id,
                    &[
                        ("name", &words.name(&record.name)),
                        ("code", code),
                        ("who", &words.who(&record.holder)),
                    ],
                )
            }
            _ => return None,
        };
        Some(Remark::plain(text))
    }

    /// Whom a record is now related to, and how.
    fn related(&self, party: &Party, relation: RelationId, to: &Party) -> String {
        let words = self.words;
        let (who, to) = (words.who(party), words.who(to));
        let known = words.program().schema.relations.get(relation);
        let (of, name) = known.map_or((party.kind(), "?"), |known| (known.of, known.name.as_str()));
        let usual = match (of, name) {
            _ if words.program().words.contains_key(name) => None,
            (PartyKind::Member, "inviter") => Some("related-inviter"),
            (PartyKind::Member, "brought_by") => Some("related-brought-by"),
            (PartyKind::Member, "household") => Some("related-household"),
            (PartyKind::Partner, "recruited_by") => Some("related-recruited-by"),
            _ => None,
        };
        match usual {
            Some(id) => words.say(id, &[("who", &who), ("to", &to)]),
            None => words.say("related", &[("who", &who), ("name", &words.name(name)), ("to", &to)]),
        }
    }

    /// Whether the event sets up a record, so that who becomes known by it is what it is about.
    fn is_about_records(&self) -> bool {
        let kinds = [kind::SIGNUP, kind::MEMBER, kind::PARTNER, kind::EMPLOYEE];
        self.event().is_some_and(|event| kinds.contains(&event.kind))
    }

    fn tier(&self, party: &Party, held: &HeldTier) -> Remark {
        let (words, names) = (self.words, self.words.names());
        let (who, step) = (words.who(party), words.step(held.set, held.stands()));
        // Which tiers are meant is said where a record may stand in several.
        let sets = words.program().tiers.values().filter(|set| set.of == party.kind()).count();
        let text = if sets > 1 {
            let set = words.name(names.tier_set(held.set));
            words.say("tier-stands-in", &[("who", &who), ("set", &set), ("step", &step)])
        } else {
            words.say("tier-stands", &[("who", &who), ("step", &step)])
        };
        let mut details = Vec::new();
        if let Some((step, when)) = held.falling {
            let step = words.step(held.set, step);
            details.push(words.say("tier-falls", &[("step", &step), ("when", &words.moment(when))]));
        }
        let granted = held.grants.iter().filter(|grant| !grant.revoked).map(|grant| grant.until);
        for until in granted.filter(|until| *until < coterie_calendar::Instant::MAX) {
            details.push(words.say("tier-granted", &[("until", &words.until(until))]));
        }
        if let Some(review) = held.review {
            details.push(words.say("tier-review", &[("when", &words.moment(review))]));
        }
        Remark { text, details }
    }

    /// Why nothing came of it, when it was refused.
    fn refusal(&self) -> Option<Remark> {
        let said = refused(self.words, self.event(), self.entry.decision.refusal.as_ref()?);
        Some(Remark::plain(self.words.say("refused", &[("why", &said)])))
    }

    /// What an entry is by itself, where none of its changes tells.
    fn itself(&self) -> Option<Remark> {
        let words = self.words;
        let text = match &self.entry.origin {
            Origin::Event(event) if event.kind == kind::CLOSE => {
                words.say("closed", &[("period", event.text(field::PERIOD)?)])
            }
            Origin::Apply(apply) => words.say(
                "applied",
                &[("version", &apply.version.to_string()), ("from", &words.moment(apply.from))],
            ),
            _ => return None,
        };
        Some(Remark::plain(text))
    }
}
