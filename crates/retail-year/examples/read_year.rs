//! Reads the retail year and prints what is in it and how long that took: `read_year DIR`.

use std::error::Error;
use std::time::Instant;

use coterie_retail_year::{RetailYear, Step};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("usage: read_year DIR")?;
    let started = Instant::now();
    let year = RetailYear::open(folder)?;
    let read_ms = started.elapsed().as_millis();
    let started = Instant::now();
    let (mut purchases, mut redemptions, mut lines, mut cents) = (0, 0, 0, 0);
    for step in year.steps() {
        match step {
            Step::Purchase(purchase) => {
                purchases += 1;
                lines += purchase.lines.len();
                cents += purchase.cents;
            }
            Step::Redemption(_) => redemptions += 1,
        }
    }
    let iterated_ms = started.elapsed().as_millis();
    println!("members      {:>9}", year.members().len());
    println!("departments  {:>9}", year.departments().len());
    println!("baskets      {:>9}", year.basket_count());
    println!("lines        {lines:>9}");
    println!("purchases    {purchases:>9}");
    println!("redemptions  {redemptions:>9}");
    println!("cents        {cents:>9}");
    println!("{:#?}", year.odd_rows());
    println!("read in {read_ms} ms, iterated in {iterated_ms} ms");
    Ok(())
}
