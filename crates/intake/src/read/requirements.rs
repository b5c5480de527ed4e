//! What a kind of event must say, and what its fields must not say together.

use coterie_ledger::PartyKind;
use coterie_program::builtin::{field, kind};
use coterie_program::event::Line;
use coterie_program::ids::FieldId;
use coterie_program::value::Value;

use super::Reading;
use super::body::Body;
use crate::limits::AMOUNT_MAX;
use crate::problem::{Path, shown};
use crate::shape::{KindShape, LinesAre};

const NO_HELP: Option<&str> = None;

/// The id of the line that stands for a basket of which only the total is known.
const ONLY_LINE: &str = "1";

impl Reading<'_> {
    pub(super) fn require(&mut self, shape: &KindShape, path: &Path<'_>, body: &mut Body) {
        if matches!(shape.id, kind::REDEMPTION | kind::HOLD) {
            self.asker(shape, path, body);
        }
        for (id, name) in &shape.required {
            if !body.is_written(*id) {
                self.refuse::<()>(
                    &path.key(name),
                    format!("the event `{}` has no `{name}`", shape.name),
                    NO_HELP,
                );
            }
        }
        if shape.lines == LinesAre::Basket {
            self.basket(shape, path, body);
        }
        match shape.id {
            kind::ADJUSTMENT => self.adjustment(path, body),
            kind::TRANSFER => {
                self.how_much(path, body);
                self.above_zero(path, body);
                self.two_sides(path, body, field::FROM, field::TO);
            }
            kind::MERGE => self.two_sides(path, body, field::FROM, field::INTO),
            kind::REDEMPTION | kind::HOLD | kind::CAPTURE => self.above_zero(path, body),
            kind::TIER => self.tier(path, body),
            _ => {}
        }
    }

    /// A basket has a total, and lines that make it: each is made of the other when it is not given.
    fn basket(&mut self, shape: &KindShape, path: &Path<'_>, body: &mut Body) {
        for id in [field::TOTAL, field::SHIPPING, field::TENDER_POINTS, field::TENDER_GIFT_CARD] {
            if body.int(id).is_some_and(|amount| amount < 0) {
                let name = coterie_program::builtin::FIELD_NAMES[id.index()];
                let help = Some("a return is an event `refund`");
                self.refuse::<()>(&path.key(name), "the amount is below zero", help);
                return;
            }
        }
        if !body.lines_whole || (body.is_written(field::TOTAL) && body.get(field::TOTAL).is_none()) {
            return;
        }
        let shipping = body.int(field::SHIPPING).unwrap_or(0);
        let total = match (body.int(field::TOTAL), body.lines.is_empty()) {
            (Some(total), false) => total,
            (Some(total), true) => {
                if shipping <= total {
                    let amount = total - shipping;
                    body.lines = vec![Line { id: ONLY_LINE.into(), amount, quantity: 1, ..Line::default() }];
                }
                total
            }
            (None, false) => {
                let Some(sum) = self.sum(&path.key("lines"), &body.lines) else { return };
                let total = sum + shipping;
                if total > AMOUNT_MAX {
                    self.refuse::<()>(
                        &path.key("shipping"),
                        "the basket is beyond the largest amount",
                        NO_HELP,
                    );
                    return;
                }
                body.set(field::TOTAL, Value::Int(total));
                total
            }
            (None, true) if shape.id == kind::PURCHASE => {
                let help =
                    Some("write `\"total\": \"100.00\"` or `\"lines\": {\"a\": [\"food\", \"100.00\"]}`");
                self.refuse::<()>(path, "a purchase has lines or a total", help);
                return;
            }
            (None, true) => return,
        };
        if shipping > total {
            self.refuse::<()>(
                &path.key("shipping"),
                "the shipping is more than the total, which contains it",
                NO_HELP,
            );
        }
        let tender = [field::TENDER_POINTS, field::TENDER_GIFT_CARD].map(|id| body.int(id).unwrap_or(0));
        if tender.iter().sum::<i64>() > total {
            self.refuse::<()>(
                &path.key("tender"),
                "the tender is more than the total, of which it is a part",
                NO_HELP,
            );
        }
    }

    fn how_much(&mut self, path: &Path<'_>, body: &Body) {
        if !body.is_written(field::AMOUNT) && !body.is_written(field::ACCOUNT) {
            let example =
                self.intake.accounts.first().map(|account| format!("write `\"{}\": 100`", account.name));
            self.refuse::<()>(path, "the event does not say how much of which account", example);
        } else if !body.is_written(field::AMOUNT) {
            self.refuse::<()>(&path.key("amount"), "the event does not say how much", NO_HELP);
        }
    }

    fn above_zero(&mut self, path: &Path<'_>, body: &Body) {
        if body.int(field::AMOUNT).is_some_and(|amount| amount <= 0) {
            self.refuse::<()>(&path.key("amount"), "the amount is not above zero", NO_HELP);
        }
    }

    /// A reward is asked for by a member, or by an employee where it is theirs.
    fn asker(&mut self, shape: &KindShape, path: &Path<'_>, body: &Body) {
        if !body.is_written(field::MEMBER) && !body.is_written(field::EMPLOYEE) {
            self.refuse::<()>(
                &path.key("member"),
                format!("the event `{}` has no `member`", shape.name),
                NO_HELP,
            );
        }
    }

    fn two_sides(&mut self, path: &Path<'_>, body: &Body, from: FieldId, to: FieldId) {
        if let (Some(from), Some(there)) = (body.get(from), body.get(to))
            && from == there
        {
            let name = coterie_program::builtin::FIELD_NAMES[to.index()];
            self.refuse::<()>(&path.key(name), "both sides are the same member", NO_HELP);
        }
    }

    /// An adjustment concerns one record, of the kind that holds the account.
    fn adjustment(&mut self, path: &Path<'_>, body: &Body) {
        self.how_much(path, body);
        if body.int(field::AMOUNT) == Some(0) {
            self.refuse::<()>(&path.key("amount"), "an adjustment by nothing changes nothing", NO_HELP);
        }
        let sides = [
            (field::MEMBER, PartyKind::Member),
            (field::PARTNER, PartyKind::Partner),
            (field::EMPLOYEE, PartyKind::Employee),
            (field::HOUSEHOLD, PartyKind::Household),
        ];
        let named: Vec<PartyKind> =
            sides.into_iter().filter(|(id, _)| body.is_written(*id)).map(|(_, kind)| kind).collect();
        let account = body.account.map(|at| &self.intake.accounts[at]);
        let of_coalition = account.is_some_and(|account| account.of == PartyKind::Coalition);
        match (&named[..], account) {
            ([], _) if of_coalition => {}
            ([], _) => {
                let reason = "the event does not say whose account: member, partner, employee or household";
                self.refuse::<()>(path, reason, NO_HELP);
            }
            ([kind], Some(account)) => {
                let pool = account.pooled && *kind == PartyKind::Household;
                if *kind != account.of && !pool {
                    let reason =
                        format!("a {kind} holds no account `{}`; a {} does", account.name, account.of);
                    self.refuse::<()>(&path.key(kind.word()), reason, NO_HELP);
                }
            }
            ([_], None) => {}
            ([first, second, ..], _) => {
                let reason = format!("an adjustment concerns one record, and a {first} is named already");
                self.refuse::<()>(&path.key(second.word()), reason, NO_HELP);
            }
        }
    }

    /// A tier by hand: of a member or partner, a step that the set has. The only set that fits need not be named.
    fn tier(&mut self, path: &Path<'_>, body: &mut Body) {
        let whose = match (body.is_written(field::MEMBER), body.is_written(field::PARTNER)) {
            (true, _) => PartyKind::Member,
            (false, true) => PartyKind::Partner,
            (false, false) => {
                self.refuse::<()>(path, "the event does not say whose tier: member or partner", NO_HELP);
                return;
            }
        };
        let sets = &self.intake.tier_sets;
        if body.tier_set.is_none() {
            let fits: Vec<usize> = (0..sets.len()).filter(|&at| sets[at].of == whose).collect();
            let [only] = fits[..] else {
                let names: Vec<&str> = fits.iter().map(|&at| &*sets[at].name).collect();
                let help = format!(
                    "a {whose} has {}",
                    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
                );
                self.refuse::<()>(&path.key("tier_set"), "the event does not say which tier set", Some(help));
                return;
            };
            body.tier_set = Some(only);
            body.set(field::TIER_SET, Value::text(&sets[only].name));
        }
        let Some(set) = body.tier_set.map(|at| &sets[at]) else { return };
        if set.of != whose {
            let reason = format!("the tiers `{}` are of a {}, not of a {whose}", set.name, set.of);
            self.refuse::<()>(&path.key(whose.word()), reason, NO_HELP);
        }
        if let Some(Value::Text(step)) = body.get(field::STEP)
            && !set.steps.iter().any(|known| known == step)
        {
            let what = format!("step of `{}`", set.name);
            self.unknown_name(&path.key("step"), &what, &shown(step), set.steps.iter().map(String::as_str));
        }
    }
}
