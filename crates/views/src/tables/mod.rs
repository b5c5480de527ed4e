//! The tables. Each module holds one table, or two that belong together: its declaration, what gathers for it in a
//! batch, and how that is written.

pub(crate) mod attributes;
pub(crate) mod balances;
pub(crate) mod books;
pub(crate) mod budgets;
pub(crate) mod closed;
pub(crate) mod cohorts;
pub(crate) mod cursor;
pub(crate) mod daily;
pub(crate) mod earnings;
pub(crate) mod events;
pub(crate) mod parties;
pub(crate) mod programs;
pub(crate) mod relations;
pub(crate) mod rules;
pub(crate) mod sales;
pub(crate) mod settlement;
pub(crate) mod tiers;
pub(crate) mod touches;
pub(crate) mod vouchers;

use crate::table::Table;

/// All tables, in the order in which their contents are compared.
pub(crate) const TABLES: [&Table; 24] = [
    &events::EVENTS,
    &touches::TOUCHES,
    &touches::POSTINGS,
    &parties::PARTIES,
    &attributes::ATTRIBUTES,
    &relations::RELATIONS,
    &balances::BALANCES,
    &books::BOOKS,
    &daily::DAILY,
    &sales::SALES,
    &rules::RULE_DAILY,
    &settlement::SETTLEMENT,
    &earnings::EARNINGS,
    &closed::CLOSED,
    &tiers::TIERS,
    &vouchers::VOUCHERS,
    &budgets::BUDGETS,
    &cohorts::COHORTS,
    &cohorts::MONTHS,
    &programs::PROGRAMS,
    &programs::NAMES,
    &sales::TOTAL_SALES,
    &cursor::CURSOR,
    &cursor::SHAPE,
];
