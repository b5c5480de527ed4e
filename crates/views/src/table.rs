//! How a table is declared: its columns, its key, and what a second row for the same key does. All SQL that makes or
//! writes tables is generated here from those declarations, in words that SQLite and PostgreSQL share; what differs
//! (types, table options) is in [`Table::create`].

/// What a column does when its row is already there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meets {
    /// The new value replaces the old.
    Put,
    /// The new value is added to the old.
    Add,
    /// The new value replaces the old unless it is null.
    PutIfGiven,
}

/// A column. Everything is an integer or text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    is_text: bool,
    is_optional: bool,
    /// Holds decrypted personal values; cleared when the person is erased.
    is_personal: bool,
    meets: Meets,
}

/// An integer.
pub(crate) const fn int(name: &'static str) -> Column {
    Column { name, is_text: false, is_optional: false, is_personal: false, meets: Meets::Put }
}

/// An integer to which every further row adds.
pub(crate) const fn sum(name: &'static str) -> Column {
    Column { meets: Meets::Add, ..int(name) }
}

/// Text.
pub(crate) const fn text(name: &'static str) -> Column {
    Column { is_text: true, ..int(name) }
}

impl Column {
    /// May be null.
    pub(crate) const fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }

    /// Holds decrypted personal values.
    pub(crate) const fn personal(self) -> Self {
        Self { is_personal: true, ..self }
    }

    /// Keeps its value when a further row has none.
    pub(crate) const fn kept(self) -> Self {
        Self { meets: Meets::PutIfGiven, ..self }
    }
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [Column],
    /// How many of the first columns are the key.
    pub(crate) key: usize,
    /// A column by which rows are also found, each value once.
    pub(crate) unique: Option<&'static str>,
}

impl Table {
    /// The key's columns.
    pub(crate) fn key_names(&self) -> String {
        names(&self.columns[..self.key])
    }

    /// All columns.
    pub(crate) fn column_names(&self) -> String {
        names(self.columns)
    }

    /// The statements that make the table for SQLite. A single integer key is the row's own number, which appends fastest;
    /// any other key is the order in which rows lie.
    pub(crate) fn create(&self) -> String {
        let column = |column: &Column| {
            let kind = if column.is_text { "TEXT" } else { "INTEGER" };
            let null = if column.is_optional { "" } else { " NOT NULL" };
            format!("{} {kind}{null}", column.name)
        };
        let columns: Vec<String> = self.columns.iter().map(column).collect();
        let in_order = if self.key == 1 && !self.columns[0].is_text { "" } else { ", WITHOUT ROWID" };
        let (name, columns, key) = (self.name, columns.join(", "), self.key_names());
        let index =
            self.unique.map(|unique| format!("CREATE UNIQUE INDEX {name}_by_{unique} ON {name} ({unique});"));
        let table = format!("CREATE TABLE {name} ({columns}, PRIMARY KEY ({key})) STRICT{in_order};");
        table + &index.unwrap_or_default()
    }

    /// The statement that writes one row that cannot be there yet, its values in the order of the columns. It is cheaper than
    /// [`Table::upsert`], and a row that is there after all is an error.
    pub(crate) fn insert(&self) -> String {
        let places: Vec<String> = (1..=self.columns.len()).map(|place| format!("?{place}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, self.column_names(), places.join(", "))
    }

    /// The statement that writes one row, its values in the order of the columns.
    pub(crate) fn upsert(&self) -> String {
        let set = |column: &Column| {
            let (table, name) = (self.name, column.name);
            match column.meets {
                Meets::Put => format!("{name} = excluded.{name}"),
                Meets::Add => format!("{name} = {table}.{name} + excluded.{name}"),
                Meets::PutIfGiven => format!("{name} = COALESCE(excluded.{name}, {table}.{name})"),
            }
        };
        let sets: Vec<String> = self.columns[self.key..].iter().map(set).collect();
        let conflict =
            if sets.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", sets.join(", ")) };
        format!("{} ON CONFLICT ({}) DO {conflict}", self.insert(), self.key_names())
    }

    /// The statement that clears what is personal of the party whose number is the first column; none where nothing is.
    pub(crate) fn erase(&self) -> Option<String> {
        let personal = |column: &&Column| column.is_personal;
        let names: Vec<&str> = self.columns.iter().filter(personal).map(|column| column.name).collect();
        if names.is_empty() {
            return None;
        }
        let sets: Vec<String> = names.iter().map(|name| format!("{name} = NULL")).collect();
        let held: Vec<String> = names.iter().map(|name| format!("{name} IS NOT NULL")).collect();
        let (sets, held) = (sets.join(", "), held.join(" OR "));
        Some(format!("UPDATE {} SET {sets} WHERE {} = ?1 AND ({held})", self.name, self.columns[0].name))
    }

    /// The statement that reads all rows in the order of the key.
    pub(crate) fn select_all(&self) -> String {
        format!("SELECT {} FROM {} ORDER BY {}", self.column_names(), self.name, self.key_names())
    }
}

fn names(columns: &[Column]) -> String {
    columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOKS: Table = Table {
        name: "books",
        columns: &[int("party"), text("book"), sum("amount"), text("note").optional().kept()],
        key: 2,
        unique: None,
    };

    #[test]
    fn a_declaration_becomes_statements() {
        assert_eq!(
            BOOKS.create(),
            "CREATE TABLE books (party INTEGER NOT NULL, book TEXT NOT NULL, amount INTEGER NOT NULL, note TEXT, \
             PRIMARY KEY (party, book)) STRICT, WITHOUT ROWID;"
        );
        assert_eq!(
            BOOKS.upsert(),
            "INSERT INTO books (party, book, amount, note) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (party, book) DO UPDATE \
             SET amount = books.amount + excluded.amount, note = COALESCE(excluded.note, books.note)"
        );
    }
}
