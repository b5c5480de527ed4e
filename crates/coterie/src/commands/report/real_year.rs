//! The real year's figures, in the form of the independent computation.

use super::moment::Moment;
use crate::failure::Failure;
use crate::output::Output;
use crate::real_year::RealYearReport;
use crate::spelling;
use coterie_decide::Engine;

/// Shows them.
pub(super) fn show(engine: &Engine, moment: &Moment, output: &mut Output) -> Result<(), Failure> {
    let report = RealYearReport::new(&engine.program, &moment.books, moment.real_year_tiers, moment.bonuses);
    if output.json() {
        return output.value(&serde_json::to_value(&report).unwrap_or_default());
    }
    output.heading(&format!("The real year at {}", spelling::moment(moment.at, &engine.program.zone)))?;
    let figures = [
        ("purchases", report.purchases),
        ("members", report.members),
        ("points issued", report.issued),
        ("points redeemed", report.redeemed),
        ("points expired", report.expired),
        ("points outstanding", report.outstanding),
        ("basket bonuses", report.basket_bonuses),
        ("members at base", report.tiers.base),
        ("members in silver", report.tiers.silver),
        ("members in gold", report.tiers.gold),
    ];
    let rows = figures.map(|(name, figure)| vec![name.to_owned(), spelling::count(figure)]);
    output.table(&["", "figure"], &[1], rows.to_vec())?;
    let rows = report.by_department.iter().map(|(name, one)| {
        vec![
            name.clone(),
            spelling::count(one.issued),
            spelling::count(one.redeemed),
            spelling::count(one.expired),
            spelling::apart(&one.pays),
            spelling::apart(&one.paid),
        ]
    });
    let header = ["department", "issued", "redeemed", "expired", "pays USD", "is paid USD"];
    output.table(&header, &[1, 2, 3, 4, 5], rows.collect())
}
