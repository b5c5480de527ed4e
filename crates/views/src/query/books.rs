//! The books as the tables have them.

use crate::books::{Books, Sales};
use crate::error::ViewsError;
use crate::legs::book_of;
use crate::views::Views;
use rusqlite::Row;

impl Views {
    /// The books at the cursor.
    pub fn books(&self) -> Result<Books, ViewsError> {
        let mut books = Books { members: self.members_count()?, ..Books::default() };
        self.rows(
            "SELECT p.party, b.account, b.book, b.amount FROM books b JOIN parties p ON p.id = b.party",
            |row| {
                let (party, account): (String, String) = (row.get(0)?, row.get(1)?);
                let (word, amount): (String, i64) = (row.get(2)?, row.get(3)?);
                let book = book_of(&word).ok_or_else(|| ViewsError::Foreign(format!("the book {word}")))?;
                books.accounts.entry(account.clone()).or_default().add(book, amount)?;
                let partner = books.partners.entry(party).or_default();
                partner.accounts.entry(account).or_default().add(book, amount)
            },
        )?;
        self.rows(
            "SELECT p.party, b.account, b.balance FROM balances b JOIN parties p ON p.id = b.party \
             WHERE p.kind IN ('partner', 'coalition')",
            |row| {
                let partner = books.partners.entry(row.get(0)?).or_default();
                partner.accounts.entry(row.get(1)?).or_default().outstanding = row.get(2)?;
                Ok(())
            },
        )?;
        self.rows("SELECT account, CAST(SUM(balance) AS BIGINT) FROM balances GROUP BY account", |row| {
            books.accounts.entry(row.get(0)?).or_default().outstanding = row.get(1)?;
            Ok(())
        })?;
        self.rows(
            "SELECT p.party, s.purchases, s.amount, s.refunds, s.refunded FROM total_sales s \
             JOIN parties p ON p.id = s.partner",
            |row| {
                let sold = [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
                let mut sales = Sales::default();
                sales.add(sold)?;
                books.partners.entry(row.get(0)?).or_default().sales = sales;
                books.sales.add(sold)
            },
        )?;
        Ok(books)
    }

    fn members_count(&self) -> Result<i64, ViewsError> {
        let sql = "SELECT COUNT(*) FROM parties \
                   WHERE kind = 'member' AND since IS NOT NULL AND merged_into IS NULL";
        Ok(self.conn.query_row(sql, [], |row| row.get(0))?)
    }

    fn rows(
        &self,
        sql: &str,
        mut each: impl FnMut(&Row<'_>) -> Result<(), ViewsError>,
    ) -> Result<(), ViewsError> {
        let mut read = self.conn.prepare_cached(sql)?;
        let mut rows = read.query([])?;
        while let Some(row) = rows.next()? {
            each(row)?;
        }
        Ok(())
    }
}
