//! The retail year as events of a program: households are members, departments are partners.
//!
//! Events are built as typed values, not through text: the files are known and checked, and JSON would cost more than
//! deciding. What a program does not declare (a field, an attribute, the reward `coupon`) is left out or refused later, so
//! that other programs than the reference one can be tried on the year.
//!
//! - A purchase is `basket-BASKET-DEPARTMENT`; its amount is what the household paid. What the loyalty card took off is the
//!   lines' discount; coupons are fields of the line.
//! - A redemption is `coupon-N`, N counted from 1 in deciding order, and spends up to [`POINTS_PER_COUPON`] points.
//! - A household's demographics are an event `household-N` at the time of the first purchase.

use compact_str::{CompactString, ToCompactString, format_compact};
use coterie_calendar::{CalendarError, Instant};
use coterie_ledger::{LedgerError, Party, PartyKind};
use coterie_program::builtin::{field, kind};
use coterie_program::compiled::Program;
use coterie_program::event::{Event, Line};
use coterie_program::ids::{AttributeId, FieldId, KindId, Space};
use coterie_program::value::{Type, Value};
use coterie_retail_year::{Member, Purchase, Redemption, RetailYear, Step};
use thiserror::Error;

/// The source of all events of the year.
pub const SOURCE: &str = "complete-journey";
/// The reward that a coupon asks for.
const REWARD: &str = "coupon";
/// The account that a coupon spends.
const ACCOUNT: &str = "points";
/// At most so many points are spent by one coupon.
pub const POINTS_PER_COUPON: i64 = 50;

/// A year whose numbers do not fit the engine's.
#[derive(Debug, Error)]
pub enum RealYearError {
    /// A time.
    #[error(transparent)]
    Time(#[from] CalendarError),
    /// An id.
    #[error(transparent)]
    Id(#[from] LedgerError),
}

/// Turns the steps of the year into events of one program.
#[derive(Clone, Debug)]
pub struct RealYear {
    departments: Vec<Party>,
    attributes: Vec<(String, AttributeId)>,
    basket: Option<FieldId>,
    basket_total: Option<FieldId>,
    lead_department: Option<FieldId>,
    coupon: Option<FieldId>,
    campaign: Option<FieldId>,
    line_brand: Option<FieldId>,
    line_manufacturer: Option<FieldId>,
    line_coupon: Option<FieldId>,
    line_coupon_match: Option<FieldId>,
}

impl RealYear {
    /// Looks up what the program declares.
    pub fn new(year: &RetailYear, program: &Program) -> Result<Self, RealYearError> {
        let departments = year
            .departments()
            .iter()
            .map(|name| Party::new(PartyKind::Partner, name))
            .collect::<Result<_, _>>()?;
        let attributes = program.schema.attributes.iter();
        let attributes = attributes
            .filter(|(_, attribute)| attribute.of == PartyKind::Member && attribute.value == Type::Text)
            .map(|(id, attribute)| (attribute.name.clone(), id))
            .collect();
        let of_purchase = |name, value| declared(program, kind::PURCHASE, name, &value);
        let of_redemption = |name, value| declared(program, kind::REDEMPTION, name, &value);
        Ok(Self {
            departments,
            attributes,
            basket: of_purchase("basket", Type::Text),
            basket_total: of_purchase("basket_total", Type::Money),
            lead_department: of_purchase("lead_department", Type::Party(PartyKind::Partner)),
            coupon: of_redemption("coupon", Type::Text),
            campaign: of_redemption("campaign", Type::Text),
            line_brand: of_purchase("line.brand", Type::Text),
            line_manufacturer: of_purchase("line.manufacturer", Type::Text),
            line_coupon: of_purchase("line.coupon", Type::Money),
            line_coupon_match: of_purchase("line.coupon_match", Type::Money),
        })
    }

    /// All events in the order in which they are decided: what is known of the households first.
    pub fn events<'year>(
        &'year self,
        year: &'year RetailYear,
    ) -> impl Iterator<Item = Result<Event, RealYearError>> + 'year {
        let first = year.steps().next().map_or(0, |step| step.at_seconds());
        let members = year.members().iter().filter(|member| !member.demographics.is_empty());
        let members = members.map(move |member| self.member(member, first));
        let mut coupons = 0_u32;
        let steps = year.steps().map(move |step| match step {
            Step::Purchase(purchase) => self.purchase(&purchase),
            Step::Redemption(redemption) => {
                coupons += 1;
                self.redemption(&redemption, coupons)
            }
        });
        members.chain(steps)
    }

    /// How many events there are.
    pub fn event_count(year: &RetailYear) -> usize {
        let described = year.members().iter().filter(|member| !member.demographics.is_empty()).count();
        described + year.purchase_count() + year.redemption_count()
    }

    fn member(&self, member: &Member, first_at_seconds: i64) -> Result<Event, RealYearError> {
        let mut sets: Vec<(AttributeId, Value)> = member
            .demographics
            .iter()
            .filter_map(|(column, text)| {
                let (_, id) = self.attributes.iter().find(|(name, _)| name == column)?;
                Some((*id, Value::text(text)))
            })
            .collect();
        sets.sort_unstable_by_key(|(id, _)| *id);
        let id = format_compact!("household-{}", member.household);
        let mut event =
            event(id, first_at_seconds, kind::MEMBER, vec![(field::MEMBER, household(member.household)?)])?;
        event.sets = sets;
        Ok(event)
    }

    fn purchase(&self, purchase: &Purchase<'_>) -> Result<Event, RealYearError> {
        let partner = &self.departments[purchase.department_index as usize];
        let mut fields = vec![
            (field::MEMBER, household(purchase.household)?),
            (field::PARTNER, Value::Party(partner.clone())),
            (field::TOTAL, Value::Int(purchase.cents)),
        ];
        fields.extend(self.basket.map(|id| (id, Value::Text(purchase.basket_id.to_compact_string()))));
        fields.extend(self.basket_total.map(|id| (id, Value::Int(purchase.basket_total_cents))));
        if let Some(id) = self.lead_department {
            fields.push((id, Value::Party(Party::new(PartyKind::Partner, purchase.lead_department)?)));
        }
        let id = format_compact!("basket-{}-{}", purchase.basket_id, purchase.department);
        let mut event = event(id, purchase.at_seconds, kind::PURCHASE, fields)?;
        event.lines = purchase.lines.iter().enumerate().map(|(place, line)| self.line(place, line)).collect();
        Ok(event)
    }

    fn line(&self, place: usize, line: &coterie_retail_year::Line<'_>) -> Line {
        let mut fields = Vec::with_capacity(4);
        let text = |text: Option<CompactString>| text.map(Value::Text);
        let some_money = |cents: i64| (cents != 0).then_some(Value::Int(cents));
        fields.extend(self.line_brand.zip(text(line.brand.map(CompactString::new))));
        fields
            .extend(self.line_manufacturer.zip(text(line.manufacturer_id.map(|id| id.to_compact_string()))));
        fields.extend(self.line_coupon.zip(some_money(line.coupon_discount_cents)));
        fields.extend(self.line_coupon_match.zip(some_money(line.coupon_match_cents)));
        fields.sort_unstable_by_key(|(id, _)| *id);
        Line {
            id: (place + 1).to_compact_string(),
            category: line.category.map(CompactString::new).unwrap_or_default(),
            sku: line.product_id.to_compact_string(),
            // a line's amount stands before its discount, what was paid after it
            amount: line.cents + line.retail_discount_cents,
            quantity: i64::from(line.quantity),
            discount: line.retail_discount_cents,
            tax: 0,
            fields,
        }
    }

    fn redemption(&self, redemption: &Redemption<'_>, number: u32) -> Result<Event, RealYearError> {
        let partner = &self.departments[redemption.department_index as usize];
        let mut fields = vec![
            (field::MEMBER, household(redemption.household)?),
            (field::PARTNER, Value::Party(partner.clone())),
            (field::REWARD, Value::text(REWARD)),
            (field::ACCOUNT, Value::text(ACCOUNT)),
            (field::AMOUNT, Value::Int(POINTS_PER_COUPON)),
            (field::UP_TO, Value::YesNo(true)),
        ];
        fields.extend(self.coupon.map(|id| (id, Value::Text(redemption.coupon_upc.to_compact_string()))));
        fields.extend(self.campaign.map(|id| (id, Value::Text(redemption.campaign_id.to_compact_string()))));
        event(format_compact!("coupon-{number}"), redemption.at_seconds, kind::REDEMPTION, fields)
    }
}

/// The number of a field if the kind of event carries it with this type.
fn declared(program: &Program, kind: KindId, name: &str, value: &Type) -> Option<FieldId> {
    let id = FieldId(program.registry.find(Space::Field, name)?);
    let kind = program.schema.kinds.get(kind)?;
    let carried = kind.fields.iter().any(|(field, _)| *field == id) || kind.line_fields.contains(&id);
    let fits = program.schema.fields.get(id).is_some_and(|field| field.value == *value);
    (carried && fits).then_some(id)
}

fn household(number: u32) -> Result<Value, RealYearError> {
    Ok(Value::Party(Party::new(PartyKind::Member, &number.to_compact_string())?))
}

fn event(
    id: CompactString,
    at_seconds: i64,
    kind: KindId,
    mut fields: Vec<(FieldId, Value)>,
) -> Result<Event, RealYearError> {
    fields.sort_unstable_by_key(|(id, _)| *id);
    Ok(Event {
        source: CompactString::const_new(SOURCE),
        id,
        at: Instant::from_seconds(at_seconds)?,
        kind,
        fields,
        lines: Vec::new(),
        sets: Vec::new(),
        relates: Vec::new(),
    })
}
