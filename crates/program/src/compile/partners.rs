//! `partners` and `locations`.

use super::Compiler;
use crate::compiled::{Location, PartnerTerms, Settled};
use crate::diagnostic::Diagnostic;
use crate::file::At;
use crate::file::collections::Map;
use crate::file::partners as file;
use crate::ids::AccountId;
use coterie_ledger::{PartyKind, Rate};

impl Compiler<'_> {
    pub(crate) fn partners(&mut self, partners: Option<&Map<file::Partner>>) {
        // All ids first: attributes may name other partners.
        for (id, _) in partners.into_iter().flat_map(Map::iter) {
            self.program.partners.insert(id.value.clone(), PartnerTerms::default());
        }
        for (id, partner) in partners.into_iter().flat_map(Map::iter) {
            let terms = PartnerTerms {
                sells: partner.terms.sells.as_ref().map(|sells| sells.0.clone()),
                issue_price: self.prices(partner.terms.issue_price.as_ref()),
                redemption_price: self.prices(partner.terms.redemption_price.as_ref()),
                settled: match partner.terms.settled {
                    Some(file::Settled::Quarterly) => Settled::Quarterly,
                    Some(file::Settled::Monthly) | None => Settled::Monthly,
                },
                attributes: self.partner_attributes(partner),
            };
            self.program.partners.insert(id.value.clone(), terms);
        }
    }

    /// One price holds for every account that is counted in points.
    fn prices(&self, prices: Option<&file::Prices>) -> Vec<(AccountId, Rate)> {
        match prices {
            None => Vec::new(),
            Some(file::Prices::One(price)) => {
                let Some(rate) = self.rate_of(price) else { return Vec::new() };
                let in_points = self
                    .program
                    .accounts
                    .iter()
                    .filter(|(_, account)| !self.program.units[account.unit].is_money);
                in_points.map(|(id, _)| (id, rate)).collect()
            }
            Some(file::Prices::ByAccount(prices)) => {
                let priced = prices.iter().filter_map(|(name, price)| {
                    let rate = self.rate_of(price);
                    let account = self.account(name)?;
                    if self.program.units[self.program.accounts[account].unit].is_money {
                        let message = format!("`{}` is counted in money, which needs no price", name.value);
                        self.error("wrong-unit", name.place, message);
                        return None;
                    }
                    Some((account, rate?))
                });
                priced.collect()
            }
        }
    }

    fn partner_attributes(
        &self,
        partner: &file::Partner,
    ) -> Vec<(crate::ids::AttributeId, crate::value::Value)> {
        let mut values = Vec::new();
        for (name, spelled) in &partner.attributes {
            let Some(id) = self.names.attributes.get(&(PartyKind::Partner, name.value.clone())) else {
                self.unknown_term(name);
                continue;
            };
            let value = &self.program.schema.attributes[*id].value;
            let decimals = self.currency().decimals;
            let decimals = if *value == crate::value::Type::Money { decimals } else { 0 };
            if let Some(value) = self.value(spelled, value, decimals, &self.currency().name) {
                values.push((*id, value));
            }
        }
        values.sort_unstable_by_key(|(id, _)| *id);
        values.dedup_by_key(|(id, _)| *id);
        values
    }

    fn unknown_term(&self, name: &At<String>) {
        if self.names.is_broken(name) {
            return;
        }
        let mut known: Vec<&str> = file::Terms::SHAPE.fields.to_vec();
        let attributes = self.names.attributes.keys().filter(|(of, _)| *of == PartyKind::Partner);
        known.extend(attributes.map(|(_, name)| name.as_str()));
        known.extend(self.names.broken_in("attributes"));
        known.sort_unstable();
        let message = format!("a partner has no term `{}`", name.value);
        match crate::diagnostic::did_you_mean(name, known.iter().copied()) {
            Some(_) => self.unknown("unknown-field", name, &message, &known, "attributes"),
            None => self.error_with_help(
                "unknown-field",
                name.place,
                message,
                format!("other terms are attributes: add attributes: {{partner: {{{}: text}}}}", name.value),
            ),
        }
    }

    pub(crate) fn locations(&mut self, locations: Option<&Map<file::Location>>) {
        for (id, location) in locations.into_iter().flat_map(Map::iter) {
            let partner = At { value: location.partner.value.0.clone(), place: location.partner.place };
            if self.program.partners.is_empty() {
                let message = "a location belongs to a partner, and the file has no partners";
                self.reader.report(Diagnostic::warning("unknown-partner", partner.place, message));
            }
            self.warn_unknown_partner(&partner);
            let details = location
                .details
                .iter()
                .map(|(name, value)| (name.value.clone(), value.text.clone()))
                .collect();
            let compiled = Location { partner: partner.value, details };
            self.program.locations.insert(id.value.clone(), compiled);
        }
    }
}
