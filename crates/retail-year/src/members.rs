//! The households that bought something, and what the file knows of some of them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::baskets::Bought;
use crate::columns::Columns;
use crate::error::RetailYearError;
use crate::texts::Texts;

const FILE: &str = "demographics.parquet";
const COLUMNS: [&str; 7] =
    ["age", "income", "home_ownership", "marital_status", "household_size", "household_comp", "kids_count"];

/// A household with at least one purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The household's number.
    pub household: u32,
    /// What is known of it: the file's column and its text, in the file's order, without what is not known.
    /// Empty for the two in three households that the file lacks.
    pub demographics: Vec<(&'static str, String)>,
}

/// All members by number.
pub(crate) fn read(folder: &Path, bought: &Bought) -> Result<Vec<Member>, RetailYearError> {
    let file = Columns::open(folder, FILE)?;
    let mut members: BTreeMap<u32, Vec<(&'static str, String)>> =
        bought.baskets.iter().map(|basket| (basket.household, Vec::new())).collect();
    let households = file.small_numbers("household_id")?;
    for column in COLUMNS {
        let mut texts = Texts::default();
        for (household, text) in households.iter().zip(file.texts(column, &mut texts)?) {
            if let (Some(known), Some(text)) = (members.get_mut(household), text) {
                known.push((column, texts.text(text).to_owned()));
            }
        }
    }
    Ok(members.into_iter().map(|(household, demographics)| Member { household, demographics }).collect())
}
