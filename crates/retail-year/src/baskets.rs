//! The lines of the year, grouped into baskets and purchases and put in the order in which they are decided.
//!
//! Neither that lines of a basket stand together in the file nor that the file is sorted by time is relied on.
//! Lines are first ordered by number and then filled in column by column, so that at most one column is in memory
//! beside the result, which takes 24 bytes a line.

use std::collections::HashMap;
use std::path::Path;

use crate::catalogue::{Catalogue, DepartmentIndex};
use crate::columns::Columns;
use crate::error::RetailYearError;
use crate::odd_rows::OddRows;

const FILE: &str = "transactions.parquet";

/// One line of the file; amounts in cents.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LineRow {
    pub(crate) product: u32,
    pub(crate) quantity: u32,
    pub(crate) cents: i32,
    pub(crate) retail_discount_cents: i32,
    pub(crate) coupon_discount_cents: i32,
    pub(crate) coupon_match_cents: i32,
}

/// What the lines of one basket have in common.
#[derive(Debug)]
pub(crate) struct Basket {
    pub(crate) id: i64,
    pub(crate) household: u32,
    pub(crate) store_id: u32,
    pub(crate) at_seconds: i64,
    pub(crate) total_cents: i64,
    pub(crate) lead_department: DepartmentIndex,
}

/// The lines of one basket at one department: `lines[first_line..end_line]`.
#[derive(Debug)]
pub(crate) struct PurchaseRow {
    pub(crate) basket: u32,
    pub(crate) department: DepartmentIndex,
    pub(crate) cents: i64,
    pub(crate) first_line: u32,
    pub(crate) end_line: u32,
}

/// Everything that was bought, in deciding order: by time, basket id, department, then row of the file.
#[derive(Debug)]
pub(crate) struct Bought {
    pub(crate) baskets: Vec<Basket>,
    pub(crate) purchases: Vec<PurchaseRow>,
    pub(crate) lines: Vec<LineRow>,
}

impl Bought {
    pub(crate) fn read(
        folder: &Path,
        catalogue: &mut Catalogue,
        odd: &mut OddRows,
    ) -> Result<Self, RetailYearError> {
        let file = Columns::open(folder, FILE)?;
        let (mut baskets, basket_of_row) = group_by_basket(&file, odd)?;
        let rank_of_basket = sort_by_time(&mut baskets);
        let product_of_row: Vec<u32> = {
            let product_ids = file.numbers("product_id")?;
            product_ids.into_iter().map(|id| catalogue.index_of_line(id, odd)).collect()
        };
        let department = |row: u32| catalogue.product(product_of_row[row as usize]).department;

        let starts = starts_of_baskets(&basket_of_row, &rank_of_basket);
        let mut rows = rows_by_basket(&basket_of_row, &rank_of_basket, &starts);
        for bounds in starts.windows(2) {
            // stable: lines of one department stay in the file's order
            rows[bounds[0] as usize..bounds[1] as usize].sort_by_key(|&row| department(row));
        }

        let lines = fill_lines(&file, &rows, &product_of_row, odd)?;
        let mut purchases = Vec::new();
        for (index, basket) in baskets.iter_mut().enumerate() {
            let first_purchase = purchases.len();
            split_by_department(index, &starts, &lines, catalogue, &mut purchases);
            let of_basket = &purchases[first_purchase..];
            basket.total_cents = of_basket.iter().map(|purchase| purchase.cents).sum();
            basket.lead_department = lead_department(of_basket);
        }
        Ok(Self { baskets, purchases, lines })
    }
}

/// The department with the most cents; of equals the first by code point, which is the first in the list.
fn lead_department(purchases_of_basket: &[PurchaseRow]) -> DepartmentIndex {
    let mut lead = &purchases_of_basket[0]; // a basket has at least the line that named it
    for purchase in purchases_of_basket {
        if purchase.cents > lead.cents {
            lead = purchase;
        }
    }
    lead.department
}

/// The baskets in the order of their first line, and the basket of each row.
fn group_by_basket(file: &Columns, odd: &mut OddRows) -> Result<(Vec<Basket>, Vec<u32>), RetailYearError> {
    let basket_ids = file.numbers("basket_id")?;
    let households = file.small_numbers("household_id")?;
    let store_ids = file.small_numbers("store_id")?;
    let times = file.seconds("transaction_timestamp")?;
    let mut baskets: Vec<Basket> = Vec::new();
    let mut first_times = Vec::new();
    let mut index_by_id: HashMap<i64, u32> = HashMap::new();
    let mut basket_of_row = Vec::with_capacity(basket_ids.len());
    for (row, basket_id) in basket_ids.into_iter().enumerate() {
        let (household, store_id, at_seconds) = (households[row], store_ids[row], times[row]);
        let index = *index_by_id.entry(basket_id).or_insert_with(|| {
            let (total_cents, lead_department) = (0, 0); // known once the lines are grouped
            baskets.push(Basket {
                id: basket_id,
                household,
                store_id,
                at_seconds,
                total_cents,
                lead_department,
            });
            first_times.push(at_seconds);
            baskets.len() as u32 - 1
        });
        let basket = &mut baskets[index as usize];
        if basket.household != household {
            return Err(file.bad("household_id", row, "another household than the basket's first line"));
        }
        odd.store_differs_in_basket += u64::from(basket.store_id != store_id);
        odd.time_differs_in_basket += u64::from(first_times[index as usize] != at_seconds);
        basket.at_seconds = basket.at_seconds.min(at_seconds);
        basket_of_row.push(index);
    }
    Ok((baskets, basket_of_row))
}

/// Sorts the baskets by time and id; returns where each went.
fn sort_by_time(baskets: &mut Vec<Basket>) -> Vec<u32> {
    let mut sorted: Vec<(usize, Basket)> = std::mem::take(baskets).into_iter().enumerate().collect();
    sorted.sort_unstable_by_key(|(_, basket)| (basket.at_seconds, basket.id));
    let mut rank_of_basket = vec![0; sorted.len()];
    for (rank, (before, basket)) in sorted.into_iter().enumerate() {
        rank_of_basket[before] = rank as u32;
        baskets.push(basket);
    }
    rank_of_basket
}

/// Where the lines of each sorted basket start, and at last where they end.
fn starts_of_baskets(basket_of_row: &[u32], rank_of_basket: &[u32]) -> Vec<u32> {
    let mut starts = vec![0; rank_of_basket.len() + 1];
    for &basket in basket_of_row {
        starts[rank_of_basket[basket as usize] as usize + 1] += 1;
    }
    for index in 1..starts.len() {
        starts[index] += starts[index - 1];
    }
    starts
}

/// The rows of the file by sorted basket, within a basket in the file's order (a counting sort).
fn rows_by_basket(basket_of_row: &[u32], rank_of_basket: &[u32], starts: &[u32]) -> Vec<u32> {
    let mut next = starts.to_vec();
    let mut rows = vec![0; basket_of_row.len()];
    for (row, &basket) in basket_of_row.iter().enumerate() {
        let place = &mut next[rank_of_basket[basket as usize] as usize];
        rows[*place as usize] = row as u32;
        *place += 1;
    }
    rows
}

/// The lines in the order of `rows`.
fn fill_lines(
    file: &Columns,
    rows: &[u32],
    product_of_row: &[u32],
    odd: &mut OddRows,
) -> Result<Vec<LineRow>, RetailYearError> {
    let quantities = file.small_numbers("quantity")?;
    let mut lines: Vec<LineRow> = rows
        .iter()
        .map(|&row| LineRow {
            product: product_of_row[row as usize],
            quantity: quantities[row as usize],
            ..LineRow::default()
        })
        .collect();
    drop(quantities);
    let mut fill = |column, set: fn(&mut LineRow, i32)| {
        let (cents, not_whole) = file.cents(column)?;
        for (line, &row) in lines.iter_mut().zip(rows) {
            set(line, cents[row as usize]);
        }
        Ok::<u64, RetailYearError>(not_whole)
    };
    odd.value_not_whole_cents += fill("sales_value", |line, cents| line.cents = cents)?;
    fill("retail_disc", |line, cents| line.retail_discount_cents = cents)?;
    fill("coupon_disc", |line, cents| line.coupon_discount_cents = cents)?;
    fill("coupon_match_disc", |line, cents| line.coupon_match_cents = cents)?;
    for line in &lines {
        odd.quantity_zero += u64::from(line.quantity == 0);
        odd.value_zero += u64::from(line.cents == 0);
        odd.value_negative += u64::from(line.cents < 0);
    }
    Ok(lines)
}

/// Adds the purchases of one basket, whose lines are sorted by department.
fn split_by_department(
    basket: usize,
    starts: &[u32],
    lines: &[LineRow],
    catalogue: &Catalogue,
    purchases: &mut Vec<PurchaseRow>,
) {
    let department = |line: &LineRow| catalogue.product(line.product).department;
    let mut first_line = starts[basket];
    let of_basket = &lines[first_line as usize..starts[basket + 1] as usize];
    for group in of_basket.chunk_by(|before, after| department(before) == department(after)) {
        let end_line = first_line + group.len() as u32;
        purchases.push(PurchaseRow {
            basket: basket as u32,
            department: department(&group[0]),
            cents: group.iter().map(|line| i64::from(line.cents)).sum(),
            first_line,
            end_line,
        });
        first_line = end_line;
    }
}
