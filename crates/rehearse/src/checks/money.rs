//! What a test expects of money: discounts, what goes back, what is to be paid, settlements.

use super::{Moment, failure};
use crate::settlement;
use crate::tests::Failure;
use coterie_calendar::Instant;
use coterie_decide::decision::{Effect, Given};
use coterie_decide::record::PartyRecord;
use coterie_decide::{Origin, Records};
use coterie_ledger::{Amount, Party};
use coterie_program::builtin::account::is_money_off;
use coterie_program::builtin::field;
use coterie_program::compile::{Expected, Settlement, Tender};
use coterie_program::event::Event;
use coterie_program::yaml::decimal_from_spelling;

/// Money off the whole basket.
pub(super) fn discount(moment: &Moment<'_>, expected: &Expected) -> Option<Failure> {
    let off = discounts(moment).map(|(amount, _)| amount);
    money(moment, "discount".to_owned(), expected, Amount::sum(off).unwrap_or_default().get())
}

/// Money off one line, by its id.
pub(super) fn discount_of_line(moment: &Moment<'_>, line: &str, expected: &Expected) -> Option<Failure> {
    let what = format!("discount of the line {line}");
    let basket = basket(moment);
    let Some(place) = basket.and_then(|event| event.lines.iter().position(|known| known.id == line)) else {
        let actual = "the event has no such line".to_owned();
        return Some(failure(expected.place, what, expected.text.clone(), actual));
    };
    let off = discounts(moment).filter_map(|(_, lines)| lines.get(place)).sum();
    money(moment, what, expected, off)
}

/// What of a refund, or of a cancelled price, goes back to a tender.
pub(super) fn money_back(moment: &Moment<'_>, tender: Tender, expected: &Expected) -> Option<Failure> {
    let effects = moment.decision().into_iter().flat_map(|decision| &decision.effects);
    let back = effects.filter_map(|effect| match (effect, tender) {
        (Effect::MoneyBack { money, .. }, Tender::Money) => Some(*money),
        (Effect::MoneyBack { points, .. }, Tender::Points) => Some(*points),
        (Effect::MoneyBack { gift_card, .. }, Tender::GiftCard) => Some(*gift_card),
        _ => None,
    });
    money(moment, format!("money_back: {tender:?}").to_lowercase(), expected, back.sum())
}

/// The money part of a reward's price.
pub(super) fn to_pay(moment: &Moment<'_>, expected: &Expected) -> Option<Failure> {
    let decision = moment.decision();
    let refused = decision.and_then(|decision| decision.refusal.as_ref()?.money);
    let effects = decision.into_iter().flat_map(|decision| &decision.effects);
    let taken = effects.filter_map(|effect| match effect {
        Effect::ToPay { money } => Some(*money),
        _ => None,
    });
    let actual = refused.unwrap_or_else(|| taken.sum());
    money(moment, "to_pay".to_owned(), expected, actual)
}

/// The money off that the event's rules gave, in all and by line.
fn discounts<'m>(moment: &Moment<'m>) -> impl Iterator<Item = (Amount, &'m Vec<i64>)> {
    let gifts = moment.decision().into_iter().flat_map(|decision| &decision.gifts);
    gifts.filter_map(|gift| match &gift.given {
        Given::Discount { amount, lines } => Some((*amount, lines)),
        _ => None,
    })
}

/// The event whose lines are meant: a capture speaks of its hold's basket.
fn basket<'m>(moment: &Moment<'m>) -> Option<&'m Event> {
    let Origin::Event(event) = &moment.happened[moment.event?.happened?].entry.origin else { return None };
    let Some(hold) = event.text(field::HOLD) else { return Some(event) };
    let records = moment.rehearsal.records();
    let position = records.position(&event.source, hold).ok().flatten()?;
    Some(&records.entry(position).ok().flatten()?.event)
}

fn money(moment: &Moment<'_>, what: String, expected: &Expected, actual: i64) -> Option<Failure> {
    (actual != expected.amount).then(|| {
        let actual = Amount::new(actual).map_or(actual.to_string(), |it| it.format(moment.money_decimals()));
        failure(expected.place, what, expected.text.clone(), actual)
    })
}

/// A partner's settlement, of everything so far or of a period.
pub(super) fn settled(moment: &Moment<'_>, expected: &Settlement) -> Option<Failure> {
    let partner = &expected.partner;
    let party = Party::partner(partner).ok()?;
    let lines = match &expected.period {
        Some(period) => settlement::lines_of_period(moment.program(), &party, moment.happened, period),
        None => {
            let empty = PartyRecord::new(Instant::MIN);
            settlement::lines(moment.program(), &party, moment.record(&party).unwrap_or(&empty))
        }
    };
    let lines = match lines {
        Ok(lines) => lines,
        Err(error) => {
            let what = format!("settlement of {partner}");
            return Some(failure(expected.place, what, "amounts".to_owned(), error.to_string()));
        }
    };
    let money = u32::from(moment.money_decimals());
    for (field, spelled) in &expected.fields {
        let mut sum = rust_decimal::Decimal::ZERO;
        for line in &lines {
            let points = u32::from(moment.decimals(line.account));
            let (amount, decimals) = match field.as_str() {
                // Money off is no points; it counts in what is paid for it.
                "issued" | "redeemed" | "expired" | "earned" if is_money_off(line.account) => continue,
                "issued" => (line.issued.get(), points),
                "redeemed" => (line.redeemed.get(), points),
                "expired" => (line.expired.get(), points),
                "pays" => (line.pays.get(), money),
                "paid" => (line.paid.get(), money),
                "earned" => (line.earned.get(), points),
                "net" => (line.net.get(), money),
                _ => continue,
            };
            sum += rust_decimal::Decimal::new(amount, decimals);
        }
        let what = format!("settlement of {partner}: {field}");
        if decimal_from_spelling(&spelled.text).ok() != Some(sum) {
            return Some(failure(spelled.place, what, spelled.text.clone(), sum.to_string()));
        }
    }
    None
}
