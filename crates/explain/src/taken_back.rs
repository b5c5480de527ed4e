//! What a refund, a cancellation or a replaced fact takes back: of which gift, in which share, by which policy, and where the
//! points were found.

use crate::arithmetic::shown;
use crate::figures::in_whole_units;
use crate::past::Past;
use crate::words::Words;
use coterie_decide::Entry;
use coterie_decide::Origin;
use coterie_decide::decision::{Effect, Gift, Given, Transfer};
use coterie_decide::reading::basis_left;
use coterie_ledger::{Amount, Book, Move};
use coterie_program::builtin::account;
use coterie_program::builtin::kind;
use coterie_program::compiled::OnRefund;
use coterie_program::ids::AccountId;
use rust_decimal::{Decimal, RoundingStrategy};

/// The gift of an earlier event that a change took something back of.
pub(crate) struct TakenBack<'e> {
    /// The earlier event's position.
    pub(crate) event_at: u64,
    /// The gift's place in it.
    pub(crate) place: usize,
    /// The gift.
    pub(crate) gift: &'e Gift,
    /// What is kept of it now.
    pub(crate) kept: Amount,
}

/// The gift that an effect, by its place in the decision, takes something back of: what is kept of it stands right behind
/// what is taken.
pub(crate) fn gift_behind<'e>(past: &'e Past<'_>, entry: &Entry, effect: usize) -> Option<TakenBack<'e>> {
    let behind = entry.decision.effects.get(effect + 1..)?;
    let kept = behind.iter().find_map(|effect| match effect {
        Effect::Kept { entry, gift, kept, .. } => Some((*entry, *gift, *kept)),
        _ => None,
    });
    let (event_at, place, kept) = kept?;
    let place = usize::from(place);
    let gift = past.entry(event_at)?.decision.gifts.get(place)?;
    Some(TakenBack { event_at, place, gift, kept })
}

/// Why it was taken back, and what became of it, each in a line.
pub(crate) fn why(
    words: &Words<'_>,
    past: &Past<'_>,
    (position, entry): (u64, &Entry),
    taken: &TakenBack<'_>,
    transfer: &Transfer,
) -> Vec<String> {
    let mut lines = vec![policy(words, entry, taken)];
    lines.extend(share(words, past, (position, entry), taken, transfer));
    lines.extend(found(words, transfer));
    lines
}

/// Why more of it is kept than before, and how much that is.
pub(crate) fn why_again(words: &Words<'_>, taken: &TakenBack<'_>) -> Vec<String> {
    let rule = words.title(taken.gift.rule);
    let mut lines = vec![words.say("again-recompute", &[("rule", &rule)])];
    if let Given::Credit { account, amount, .. } = taken.gift.given {
        let figure = |amount: Amount| words.figure(account, amount);
        lines.push(words.say("back-kept", &[("whole", &figure(amount)), ("kept", &figure(taken.kept))]));
    }
    lines
}

fn policy(words: &Words<'_>, entry: &Entry, taken: &TakenBack<'_>) -> String {
    let is_refund = matches!(&entry.origin, Origin::Event(event) if event.kind == kind::REFUND);
    let rule = &words.title(taken.gift.rule);
    if !is_refund {
        return words.say("back-all-undone", &[("rule", rule)]);
    }
    let policy = words.rule(taken.gift.rule).map_or(OnRefund::ByLine, |rule| rule.on_refund);
    let id = match policy {
        OnRefund::ByLine if is_money_off(taken) => "back-by-line-off",
        OnRefund::ByLine => "back-by-line",
        OnRefund::Recompute if taken.kept.is_zero() => "back-recompute-nothing",
        OnRefund::Recompute if is_money_off(taken) => "back-recompute-off",
        OnRefund::Recompute => "back-recompute",
        OnRefund::OnlyWhenAllIsReturned => "back-when-all-is-returned",
        OnRefund::Never => "back-never",
    };
    words.say(id, &[("rule", rule)])
}

/// What was given, what is kept, and in which share or how worked out anew: said as an equation only where it comes out.
fn share(
    words: &Words<'_>,
    past: &Past<'_>,
    (position, entry): (u64, &Entry),
    taken: &TakenBack<'_>,
    transfer: &Transfer,
) -> Option<String> {
    let account = transfer.account();
    let whole = taken.gift.given.amount()?;
    let back = back(transfer)?;
    let before = taken.kept.checked_add(back).ok()?;
    let figure = |amount: Amount| words.figure(account, amount);
    let kept = match by_line(words, past, (position, entry), taken, (account, whole)) {
        Some(Share { remains, basis, exact: None }) => {
            format!("{} × {remains} ÷ {basis} = {}", figure(whole), figure(taken.kept))
        }
        Some(Share { remains, basis, exact: Some(exact) }) => {
            let (whole, kept) = (figure(whole), figure(taken.kept));
            let (remains, basis) = (("remains", remains.as_str()), ("basis", basis.as_str()));
            let values = [("whole", whole.as_str()), remains, basis, ("exact", &exact), ("kept", &kept)];
            words.say(if is_money_off(taken) { "back-share-near" } else { "back-share" }, &values)
        }
        None => worked_out_anew(words, past, (position, entry), taken, account).unwrap_or_else(|| {
            words.say("back-kept", &[("whole", &figure(whole)), ("kept", &figure(taken.kept))])
        }),
    };
    let change = format!("{} − {} = {}", figure(before), figure(taken.kept), figure(back));
    Some(words.say("back-change", &[("kept", &kept), ("change", &change)]))
}

/// Of a discount every line keeps its own share, to the nearest smallest part.
fn is_money_off(taken: &TakenBack<'_>) -> bool {
    matches!(taken.gift.given, Given::Discount { .. })
}

/// What remains of a gift's basis, and the basis, where the gift's share of them is what is kept.
fn by_line(
    words: &Words<'_>,
    past: &Past<'_>,
    (position, entry): (u64, &Entry),
    taken: &TakenBack<'_>,
    (account, whole): (AccountId, Amount),
) -> Option<Share> {
    let engine = past.engine(entry)?;
    let keeps_its_share = match engine.rule(taken.gift.rule).map(|rule| rule.on_refund) {
        None | Some(OnRefund::ByLine) => true,
        Some(OnRefund::Recompute) => is_money_off(taken) && !taken.kept.is_zero(),
        Some(OnRefund::OnlyWhenAllIsReturned | OnRefund::Never) => false,
    };
    if !keeps_its_share {
        return None;
    }
    let (record, left) = past.remaining(taken.event_at, position, entry)?;
    let basis = basis_left(engine, &record, &left, taken.place).ok()?;
    if basis.whole <= 0 {
        return None;
    }
    let product = Decimal::from(whole.get()).checked_mul(basis.remains.into())?;
    let share = product.checked_div(basis.whole.into())?;
    let kept = Decimal::from(taken.kept.get());
    let rounded = if is_money_off(taken) {
        share.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
    } else {
        share.trunc()
    };
    if rounded != kept {
        return None;
    }
    let exact = (share != kept).then(|| shortened(words, share, words.names().decimals(account)));
    let spell = |number: i64| {
        if basis.is_pieces { words.number(number.into()) } else { words.money_figure(number) }
    };
    Some(Share { remains: spell(basis.remains), basis: spell(basis.whole), exact })
}

/// The rule's own arithmetic on what remains, of a rule that is asked again: `4 × 5 = 20`.
fn worked_out_anew(
    words: &Words<'_>,
    past: &Past<'_>,
    (position, entry): (u64, &Entry),
    taken: &TakenBack<'_>,
    account: AccountId,
) -> Option<String> {
    let engine = past.engine(entry)?;
    let asked_again = engine.rule(taken.gift.rule)?.on_refund == OnRefund::Recompute;
    if !asked_again || taken.kept.is_zero() {
        return None;
    }
    let (record, left) = past.remaining(taken.event_at, position, entry)?;
    let basis = basis_left(engine, &record, &left, taken.place).ok()?;
    let anew = Gift { basis: basis.remains, ..taken.gift.clone() };
    shown(words, &anew, account)?.equation(words, taken.kept, &words.figure(account, taken.kept))
}

/// What remains of a gift's basis, the basis, and, where it is rounded, what the share is exactly.
struct Share {
    remains: String,
    basis: String,
    exact: Option<String>,
}

/// A share in whole units, cut two digits behind those that an amount has: a share may have no end.
fn shortened(words: &Words<'_>, share: Decimal, decimals: u8) -> String {
    let exact = in_whole_units(share, decimals);
    let cut = exact.trunc_with_scale(u32::from(decimals) + 2);
    if cut == exact { words.number(exact) } else { format!("{}…", words.number(cut)) }
}

/// How much a transfer took back.
pub(crate) fn back(transfer: &Transfer) -> Option<Amount> {
    let book = if account::is_money_off(transfer.account()) { Book::Issued } else { Book::Clawed };
    transfer.legs().iter().find(|leg| leg.book == Some(book)).map(|leg| leg.amount)
}

/// Where it was found: what was unspent, what had expired, and what became of the spent part.
pub(crate) fn found(words: &Words<'_>, transfer: &Transfer) -> Vec<String> {
    let account = transfer.account();
    let mut lines = Vec::new();
    let mut say = |id: &str, amount: Amount, who: &str| {
        lines.push(words.say(id, &[("amount", &words.amount(account, amount)), ("who", who)]));
    };
    for leg in transfer.legs() {
        for step in &leg.moves {
            match step {
                Move::Claw(part) => say("found-unspent", part.amount, ""),
                Move::ClawExpired(part) => say("found-expired", part.amount, ""),
                Move::Borrow { amount } => say("found-debt", *amount, &words.who(&leg.party)),
                _ => {}
            }
        }
        match leg.book {
            Some(Book::WrittenOff) => say("found-written-off", -leg.amount, &words.who(&leg.party)),
            Some(Book::Charged) => say("found-charged", -leg.amount, &words.who(&leg.party)),
            _ => {}
        }
    }
    // That all of it lay there unspent goes without saying.
    let all_unspent =
        transfer.legs().iter().all(|leg| {
            leg.book.is_none_or(|book| matches!(book, Book::Clawed | Book::Issued | Book::Redeemed))
        }) && transfer.legs().iter().flat_map(|leg| &leg.moves).all(|step| matches!(step, Move::Claw(_)));
    if all_unspent { Vec::new() } else { lines }
}
