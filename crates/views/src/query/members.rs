//! Members, listed and searched.

use crate::error::ViewsError;
use crate::views::Views;
use coterie_calendar::Instant;
use rusqlite::params;
use serde::Serialize;

/// The most rows of one page of any list: an answer of some hundred kilobytes.
pub const PAGE_ROWS_MAX: usize = 1_000;

/// A member as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// `member:anna`.
    pub party: String,
    /// Since when it is known.
    pub since: Instant,
    /// The member that this record became part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    /// Its attributes, by name.
    pub attributes: Vec<Attribute>,
}

/// An attribute as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attribute {
    /// Its name: `member.birthday`.
    pub name: String,
    /// Its value; absent when it was erased.
    pub value: Option<String>,
    /// Whoever may not see personal data must not be shown the value.
    pub is_personal: bool,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; absent on the last.
    pub next: Option<String>,
}

impl Views {
    /// Members whose id or one of whose attributes, personal ones included, contains a text, whatever its case (ASCII); all
    /// when there is none. In the order of their ids, beginning after `after`.
    pub fn members(
        &self,
        containing: Option<&str>,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Member>, ViewsError> {
        const SQL: &str = "SELECT id, party, since, merged_into FROM parties p \
             WHERE kind = 'member' AND since IS NOT NULL AND party > ?1 \
             AND (?2 = '' OR LOWER(party) LIKE ?2 ESCAPE '\\' OR EXISTS (SELECT 1 FROM attributes a \
                  WHERE a.party = p.id AND (LOWER(a.value) LIKE ?2 ESCAPE '\\' OR LOWER(a.personal) LIKE ?2 ESCAPE '\\'))) \
             ORDER BY party LIMIT ?3";
        let limit = limit.clamp(1, PAGE_ROWS_MAX);
        let pattern = containing.filter(|text| !text.is_empty()).map(pattern).unwrap_or_default();
        let mut read = self.conn.prepare_cached(SQL)?;
        // One more than asked tells whether there is a next page.
        let mut rows = read.query(params![after.unwrap_or_default(), pattern, limit as i64 + 1])?;
        let mut members = Vec::new();
        let mut has_more = false;
        while let Some(row) = rows.next()? {
            if members.len() == limit {
                has_more = true;
                break;
            }
            members.push(Member {
                party: row.get(1)?,
                since: Instant::from_millis(row.get(2)?)?,
                merged_into: row.get(3)?,
                attributes: self.attributes(row.get(0)?)?,
            });
        }
        let next = members.last().filter(|_| has_more).map(|member: &Member| member.party.clone());
        Ok(Page { rows: members, next })
    }

    fn attributes(&self, party: u32) -> Result<Vec<Attribute>, ViewsError> {
        let sql = "SELECT name, value, personal FROM attributes WHERE party = ?1 ORDER BY name";
        let mut read = self.conn.prepare_cached(sql)?;
        let rows = read.query_map([party], |row| {
            let (value, personal): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
            Ok(Attribute { name: row.get(0)?, is_personal: value.is_none(), value: value.or(personal) })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A pattern that finds a text anywhere; its own signs mean themselves.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for sign in text.chars().flat_map(char::to_lowercase) {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    pattern
}
