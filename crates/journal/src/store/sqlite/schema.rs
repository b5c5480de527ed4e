//! The tables, as `docs/journal-format.md` describes them.

/// `CTRJ`, in the header of the file: this database is a journal.
pub(super) const APPLICATION_ID: u32 = u32::from_be_bytes(*b"CTRJ");

/// All tables. Changing anything here is a new format.
pub(super) const TABLES: &str = "
CREATE TABLE meta(
  name TEXT PRIMARY KEY NOT NULL,
  value BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blocks(
  sequence INTEGER PRIMARY KEY NOT NULL,
  first_position INTEGER NOT NULL UNIQUE,
  entry_count INTEGER NOT NULL,
  crc INTEGER NOT NULL,
  root BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE key_log(
  first_position INTEGER PRIMARY KEY NOT NULL,
  crc INTEGER NOT NULL,
  keys BLOB NOT NULL
) STRICT;

CREATE TABLE key_runs(
  run INTEGER PRIMARY KEY NOT NULL,
  level INTEGER NOT NULL,
  into_run INTEGER,
  crc INTEGER NOT NULL
) STRICT;

CREATE TABLE key_chunks(
  chunk INTEGER PRIMARY KEY NOT NULL,
  crc INTEGER NOT NULL,
  keys BLOB NOT NULL
) STRICT;

CREATE TABLE key_filters(
  chunk INTEGER PRIMARY KEY NOT NULL,
  first_key BLOB NOT NULL,
  crc INTEGER NOT NULL,
  filter BLOB NOT NULL
) STRICT;

CREATE TABLE records(
  place INTEGER PRIMARY KEY NOT NULL,
  key BLOB NOT NULL,
  as_of INTEGER NOT NULL,
  next_due INTEGER,
  crc INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;
CREATE INDEX records_due ON records(next_due, key) WHERE next_due IS NOT NULL;

CREATE TABLE secrets(
  number INTEGER PRIMARY KEY NOT NULL,
  key BLOB NOT NULL UNIQUE,
  crc INTEGER NOT NULL,
  secret BLOB NOT NULL
) STRICT;
";
