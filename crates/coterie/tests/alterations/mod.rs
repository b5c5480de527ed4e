//! Ways to alter one thing in a SQLite file behind its program's back.

mod reseal;

use crate::support::chance::Chance;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;

/// A table as SQLite describes it.
pub(crate) struct Table {
    pub(crate) name: String,
    columns: Vec<Column>,
    rows: u64,
}

struct Column {
    name: String,
    kind: String,
    is_key: bool,
}

/// What is done.
#[derive(Clone, Debug)]
pub(crate) enum Alteration {
    /// One field of one row: an integer is one more, a text has another last letter, one bit of a blob is turned.
    Field(String),
    /// The same, and the row's checksum is made good again.
    Forged(String),
    /// One row is gone.
    Delete,
    /// One row is there once more, under another key.
    Add,
    /// Two rows have each other's values.
    Swap,
}

/// Every table that has rows.
pub(crate) fn tables(file: &Path) -> Vec<Table> {
    let file = Connection::open(file).unwrap();
    let mut names = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        .unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let table = |name: String| {
        let rows = file.query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get(0)).unwrap();
        let mut columns = file.prepare("SELECT name, type, pk > 0 FROM pragma_table_info(?1)").unwrap();
        let columns = columns
            .query_map([&name], |row| {
                Ok(Column { name: row.get(0)?, kind: row.get(1)?, is_key: row.get(2)? })
            })
            .unwrap()
            .map(Result::unwrap)
            .collect();
        Table { name, columns, rows }
    };
    names.into_iter().map(table).filter(|table| table.rows > 0).collect()
}

impl Table {
    /// Each column altered, and each thing that can be done to rows.
    pub(crate) fn alterations(&self) -> Vec<Alteration> {
        let fields = self.columns.iter().map(|column| Alteration::Field(column.name.clone()));
        fields.chain([Alteration::Delete, Alteration::Add, Alteration::Swap]).collect()
    }

    /// Each column altered with a good checksum.
    pub(crate) fn forgeries(&self) -> Vec<Alteration> {
        let fields = self.columns.iter().filter(|column| column.name != "crc");
        fields.map(|column| Alteration::Forged(column.name.clone())).collect()
    }

    /// Alters a row that chance chooses; false where that cannot be done (there is one row only, or the rows are alike but for
    /// their key).
    pub(crate) fn alter(&self, file: &Path, alteration: &Alteration, chance: &mut Chance) -> bool {
        let file = Connection::open(file).unwrap();
        let mut row = self.row(&file, chance.below(self.rows));
        match alteration {
            Alteration::Field(name) => {
                let at = self.columns.iter().position(|column| column.name == *name).unwrap();
                let old = row.clone();
                row[at] = altered(&row[at], &self.columns[at].kind, chance);
                self.put(&file, &old, &row)
            }
            Alteration::Forged(name) => {
                let at = self.columns.iter().position(|column| column.name == *name).unwrap();
                let old = row.clone();
                row[at] = altered(&row[at], &self.columns[at].kind, chance);
                // Where nothing falls due, a time only costs a look: due times may be too early, never too late.
                old[at] != Value::Null && reseal::reseal(self, &mut row) && self.put(&file, &old, &row)
            }
            Alteration::Delete => {
                let sql = format!("DELETE FROM {} WHERE {}", self.name, self.is_row(0));
                file.execute(&sql, params_from_iter(row)).unwrap() == 1
            }
            Alteration::Add => {
                for (column, value) in self.columns.iter().zip(&mut row) {
                    if column.is_key {
                        *value = altered(value, &column.kind, chance);
                    }
                }
                let places: Vec<String> = (1..=row.len()).map(|place| format!("?{place}")).collect();
                let sql = format!("INSERT INTO {} VALUES ({})", self.name, places.join(", "));
                file.execute(&sql, params_from_iter(row)).is_ok()
            }
            Alteration::Swap => {
                let (a, b) = (row, self.row(&file, chance.below(self.rows)));
                let (mut new_a, mut new_b) = (a.clone(), b.clone());
                for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.is_key) {
                    if column.kind == "INTEGER" || column.kind == "TEXT" || column.kind == "BLOB" {
                        std::mem::swap(&mut new_a[at], &mut new_b[at]);
                    }
                }
                a != new_a && self.put(&file, &a, &new_a) && self.put(&file, &b, &new_b)
            }
        }
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        names.join(", ")
    }

    fn row(&self, file: &Connection, place: u64) -> Vec<Value> {
        let sql = format!("SELECT {} FROM {} LIMIT 1 OFFSET {place}", self.names(), self.name);
        file.query_row(&sql, [], |row| (0..self.columns.len()).map(|at| row.get(at)).collect()).unwrap()
    }

    /// The condition that finds a row by all of its values, which are parameters from `after` + 1 on.
    fn is_row(&self, after: usize) -> String {
        let same = self.columns.iter().enumerate();
        let same: Vec<String> =
            same.map(|(at, column)| format!("{} IS ?{}", column.name, after + at + 1)).collect();
        same.join(" AND ")
    }

    fn put(&self, file: &Connection, old: &[Value], new: &[Value]) -> bool {
        let set = self.columns.iter().enumerate();
        let set: Vec<String> = set.map(|(at, column)| format!("{} = ?{}", column.name, at + 1)).collect();
        let sql =
            format!("UPDATE {} SET {} WHERE {}", self.name, set.join(", "), self.is_row(self.columns.len()));
        file.execute(&sql, params_from_iter(new.iter().chain(old))).is_ok_and(|rows| rows == 1)
    }
}

fn altered(value: &Value, kind: &str, chance: &mut Chance) -> Value {
    match value {
        Value::Null if kind == "TEXT" => Value::Text("x".to_owned()),
        Value::Null => Value::Integer(1),
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Real(_) => unreachable!("no table holds floats"),
        Value::Text(text) => {
            let mut text = text.clone();
            let last = text.pop();
            text.push(if last == Some('x') { 'y' } else { 'x' });
            Value::Text(text)
        }
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            match chance.below(bytes.len().max(1) as u64) as usize {
                _ if bytes.is_empty() => bytes.push(1),
                at => bytes[at] ^= 1 << chance.below(8),
            }
            Value::Blob(bytes)
        }
    }
}

/// Everything that a file's tables say, or why they cannot be read.
pub(crate) fn says(file: &Path) -> Result<Vec<String>, rusqlite::Error> {
    let file = Connection::open(file)?;
    let mut names = file.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names: Vec<(String, String)> =
        names.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut said = Vec::new();
    for (name, sql) in names {
        let mut rows = file.prepare(&format!("SELECT * FROM {name}"))?;
        let width = rows.column_count();
        let rows =
            rows.query_map([], |row| (0..width).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>())?;
        // SQL's own words have no case.
        said.push(sql.to_lowercase());
        for row in rows {
            said.push(format!("{:?}", row?));
        }
    }
    Ok(said)
}
