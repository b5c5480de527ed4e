//! What a test expects of money: discounts, what goes back, what is to be paid, settlements.

use super::expect::{expected, spelled};
use super::given::Cast;
use super::{Check, Expected, Settlement, Tender};
use crate::compile::Compiler;
use crate::compiled::Settled;
use crate::file::At;
use crate::file::scalars::Scalar;
use crate::file::tests::{self as file, OneOrMap};
use crate::yaml::decimal_from_spelling;
use coterie_calendar::Period;

/// The fields of a settlement that a test may expect.
const SETTLEMENT_FIELDS: [&str; 8] =
    ["issued", "redeemed", "expired", "pays", "paid", "earned", "net", "period"];

/// The tenders that money goes back to.
const TENDERS: [(&str, Tender); 3] =
    [("money", Tender::Money), ("points", Tender::Points), ("gift_card", Tender::GiftCard)];

impl Compiler<'_> {
    /// What is expected of discounts, of what goes back to tenders, and of what is to be paid.
    pub(super) fn expected_money(&self, expect: &file::Expect, checks: &mut Vec<Check>) {
        match &expect.discount {
            None => {}
            Some(OneOrMap::One(amount)) => {
                checks.extend(self.expected_amount_of_money(amount).map(Check::Discount));
            }
            Some(OneOrMap::Map(lines)) => {
                for (line, amount) in &lines.0 {
                    let amount = self.expected_amount_of_money(amount);
                    checks.extend(amount.map(|amount| Check::DiscountOfLine(line.value.clone(), amount)));
                }
            }
        }
        for (name, amount) in expect.money_back.iter().flat_map(|expected| &expected.0) {
            let Some((_, tender)) = TENDERS.iter().find(|(known, _)| *known == name.value) else {
                let known = TENDERS.map(|(known, _)| known);
                self.reader.unknown_word(name.place, name, "a tender", &known);
                continue;
            };
            checks.extend(
                self.expected_amount_of_money(amount).map(|amount| Check::MoneyBack(*tender, amount)),
            );
        }
        let to_pay = expect.to_pay.as_ref().and_then(|amount| self.expected_amount_of_money(amount));
        checks.extend(to_pay.map(Check::ToPay));
    }

    fn expected_amount_of_money(&self, amount: &At<Scalar>) -> Option<Expected> {
        let currency = self.currency();
        let parts = self.amount_of(amount, currency.decimals, &currency.name)?;
        Some(expected(amount, parts))
    }

    /// What is expected of a partner's settlement.
    pub(super) fn expected_settlement(
        &self,
        name: &At<String>,
        value: &OneOrMap,
        cast: &Cast,
    ) -> Option<Settlement> {
        self.refuse_unknown_partner(name, cast);
        let mut fields = self.named_values(name, value);
        let OneOrMap::Map(values) = value else { return None };
        let mut period = None;
        for (field, value) in &values.0 {
            match field.value.as_str() {
                "period" => period = Some(self.settled_period(name, value)?),
                known if SETTLEMENT_FIELDS.contains(&known) => {
                    if decimal_from_spelling(&value.text).is_err() {
                        self.reader.decimal(&value.node())?;
                    }
                }
                _ => self.reader.unknown_word(
                    field.place,
                    field,
                    "a field of a settlement",
                    &SETTLEMENT_FIELDS,
                ),
            }
        }
        fields.retain(|(field, _)| field != "period");
        Some(Settlement { partner: name.value.clone(), period, fields, place: name.place })
    }

    /// Only partners are settled with; in a file without partners everybody may be one.
    fn refuse_unknown_partner(&self, name: &At<String>, cast: &Cast) {
        let known = &self.program.partners;
        let is_known = known.contains_key(&name.value) || cast.partners.contains(&name.value);
        if !known.is_empty() && !is_known && !self.names.is_broken(name) {
            let known: Vec<&str> = known.keys().chain(&cast.partners).map(String::as_str).collect();
            let message = format!("there is no partner `{}`", name.value);
            self.unknown("unknown-partner", name, &message, &known, "partners");
        }
    }

    /// A period's label: of a month, or of a quarter for a partner that settles quarterly.
    fn settled_period(&self, partner: &At<String>, label: &At<Scalar>) -> Option<String> {
        let settled = self.program.partners.get(partner.value.as_str()).map(|terms| terms.settled);
        let (expects, example) = match settled.unwrap_or_default() {
            Settled::Monthly => (Period::Month, "2026-03"),
            Settled::Quarterly => (Period::Quarter, "2026-Q1"),
        };
        let text = spelled(label).text;
        match self.program.zone.period(&text) {
            Ok((period, ..)) if period == expects => Some(text),
            _ => {
                let message = format!("`{}` settles by the {expects}, and `{text}` is none", partner.value);
                self.error_with_help("bad-expectation", label.place, message, format!("write {example}"));
                None
            }
        }
    }
}
