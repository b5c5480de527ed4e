//! Columns of a Parquet file as plain vectors, one column at a time so that only one is in memory in its raw form.
//!
//! Only flat files are read: each column is a number, an amount, a time stamp or a text, possibly null.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use parquet::basic::{LogicalType, TimeUnit, Type};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArrayType, DataType, DoubleType, Int64Type, Int96, Int96Type};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::cents::cents_from_double;
use crate::error::RetailYearError;
use crate::texts::{TextIndex, Texts};

/// The most rows read from one file. Rows are numbered in 32 bits, and at some 70 bytes a row this is 7 GB.
pub const ROWS_MAX: i64 = 100_000_000;

const NANOS_PER_SECOND: i64 = 1_000_000_000;
const NANOS_PER_DAY: u64 = 86_400_000_000_000;
/// The Julian day of 1970-01-01, from which a 96-bit time stamp counts its days.
const JULIAN_DAY_OF_1970: i64 = 2_440_588;

/// An open Parquet file.
pub(crate) struct Columns {
    file: &'static str,
    reader: SerializedFileReader<File>,
}

impl Columns {
    /// Opens `folder/file` and reads its footer.
    pub(crate) fn open(folder: &Path, file: &'static str) -> Result<Self, RetailYearError> {
        let path = folder.join(file);
        let opened =
            File::open(&path).map_err(|source| RetailYearError::CannotOpen { path: path.clone(), source })?;
        let reader = guarded(|| SerializedFileReader::new(opened))
            .map_err(|source| RetailYearError::NotParquet { file, column: None, source })?;
        let rows = reader.metadata().file_metadata().num_rows();
        if rows > ROWS_MAX {
            return Err(RetailYearError::TooManyRows { file, rows });
        }
        Ok(Self { file, reader })
    }

    /// Whole numbers, none of them null.
    pub(crate) fn numbers(&self, column: &'static str) -> Result<Vec<i64>, RetailYearError> {
        let position = self.position(column)?;
        self.expect(position, column, Type::INT64, "whole numbers of 64 bits")?;
        self.required::<Int64Type>(position, column)
    }

    /// Whole numbers that fit in 32 bits and are not below zero, none of them null.
    pub(crate) fn small_numbers(&self, column: &'static str) -> Result<Vec<u32>, RetailYearError> {
        let numbers = self.numbers(column)?.into_iter().enumerate();
        numbers
            .map(|(row, number)| {
                u32::try_from(number).map_err(|_| self.bad(column, row, "not within 0 and 4294967295"))
            })
            .collect()
    }

    /// Whole numbers where there are any.
    pub(crate) fn optional_numbers(&self, column: &'static str) -> Result<Vec<Option<i64>>, RetailYearError> {
        let position = self.position(column)?;
        self.expect(position, column, Type::INT64, "whole numbers of 64 bits")?;
        let raw = self.raw::<Int64Type>(position, column)?;
        let mut values = raw.values.into_iter();
        Ok(match raw.is_present {
            None => values.map(Some).collect(),
            Some(present) => {
                present.into_iter().map(|there| if there { values.next() } else { None }).collect()
            }
        })
    }

    /// Amounts in cents, none of them null, and how many were no whole cent (see [`crate::cents`]).
    pub(crate) fn cents(&self, column: &'static str) -> Result<(Vec<i32>, u64), RetailYearError> {
        let position = self.position(column)?;
        self.expect(position, column, Type::DOUBLE, "doubles")?;
        let mut not_whole = 0;
        let mut cents = Vec::new();
        for (row, dollars) in self.required::<DoubleType>(position, column)?.into_iter().enumerate() {
            let amount = cents_from_double(dollars)
                .ok_or_else(|| self.bad(column, row, "not an amount of at most 21 million"))?;
            not_whole += u64::from(!amount.is_whole);
            cents.push(amount.cents);
        }
        Ok((cents, not_whole))
    }

    /// Time stamps in seconds since 1970 UTC, none of them null; a part of a second is refused.
    pub(crate) fn seconds(&self, column: &'static str) -> Result<Vec<i64>, RetailYearError> {
        const EXPECTED: &str = "time stamps";
        const PART: &str = "not a whole second";
        let position = self.position(column)?;
        if self.physical_type(position) == Type::INT96 {
            let stamps = self.required::<Int96Type>(position, column)?.into_iter().enumerate();
            return stamps
                .map(|(row, stamp)| seconds_of_int96(&stamp).ok_or_else(|| self.bad(column, row, PART)))
                .collect();
        }
        self.expect(position, column, Type::INT64, EXPECTED)?;
        let parts_per_second =
            match self.reader.metadata().file_metadata().schema_descr().column(position).logical_type_ref() {
                Some(LogicalType::Timestamp(stamp)) => match stamp.unit {
                    TimeUnit::MILLIS => 1_000,
                    TimeUnit::MICROS => 1_000_000,
                    TimeUnit::NANOS => NANOS_PER_SECOND,
                },
                _ => return Err(self.wrong_type(position, column, EXPECTED)),
            };
        let stamps = self.required::<Int64Type>(position, column)?.into_iter().enumerate();
        stamps
            .map(|(row, stamp)| match stamp.rem_euclid(parts_per_second) {
                0 => Ok(stamp.div_euclid(parts_per_second)),
                _ => Err(self.bad(column, row, PART)),
            })
            .collect()
    }

    /// Texts where there are any, each different one once in `texts`.
    pub(crate) fn texts(
        &self,
        column: &'static str,
        texts: &mut Texts,
    ) -> Result<Vec<Option<TextIndex>>, RetailYearError> {
        let position = self.position(column)?;
        self.expect(position, column, Type::BYTE_ARRAY, "texts")?;
        let raw = self.raw::<ByteArrayType>(position, column)?;
        let mut values = raw.values.iter();
        let mut next_text = |row| match values.next() {
            None => Ok(None),
            Some(bytes) => match std::str::from_utf8(bytes.data()) {
                Ok(text) => Ok(Some(texts.intern(text))),
                Err(_) => Err(self.bad(column, row, "not UTF-8")),
            },
        };
        match &raw.is_present {
            None => (0..raw.values.len()).map(next_text).collect(),
            Some(present) => present
                .iter()
                .enumerate()
                .map(|(row, there)| if *there { next_text(row) } else { Ok(None) })
                .collect(),
        }
    }

    /// An error about one value.
    pub(crate) fn bad(&self, column: &'static str, row: usize, reason: &'static str) -> RetailYearError {
        RetailYearError::BadValue { file: self.file, column, row, reason }
    }

    fn position(&self, column: &'static str) -> Result<usize, RetailYearError> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        let position =
            (0..schema.num_columns()).find(|&index| schema.column(index).path().string() == column);
        position.ok_or(RetailYearError::MissingColumn { file: self.file, column })
    }

    fn physical_type(&self, position: usize) -> Type {
        self.reader.metadata().file_metadata().schema_descr().column(position).physical_type()
    }

    fn expect(
        &self,
        position: usize,
        column: &'static str,
        physical: Type,
        expected: &'static str,
    ) -> Result<(), RetailYearError> {
        let descriptor = self.reader.metadata().file_metadata().schema_descr().column(position);
        let is_flat = descriptor.max_rep_level() == 0 && descriptor.max_def_level() <= 1;
        if is_flat && descriptor.physical_type() == physical {
            return Ok(());
        }
        Err(self.wrong_type(position, column, expected))
    }

    fn wrong_type(&self, position: usize, column: &'static str, expected: &'static str) -> RetailYearError {
        let found = self.physical_type(position).to_string();
        RetailYearError::WrongType { file: self.file, column, expected, found }
    }

    fn required<T: DataType>(
        &self,
        position: usize,
        column: &'static str,
    ) -> Result<Vec<T::T>, RetailYearError> {
        let raw = self.raw::<T>(position, column)?;
        let first_null = raw.is_present.iter().flatten().position(|there| !there);
        first_null.map_or(Ok(raw.values), |row| Err(self.bad(column, row, "no value")))
    }

    fn raw<T: DataType>(&self, position: usize, column: &'static str) -> Result<Raw<T::T>, RetailYearError> {
        let refused = |source| RetailYearError::NotParquet { file: self.file, column: Some(column), source };
        guarded(|| self.read::<T>(position)).map_err(refused)
    }

    fn read<T: DataType>(&self, position: usize) -> Result<Raw<T::T>, ParquetError> {
        let announced = self.reader.metadata().file_metadata().num_rows();
        let is_nullable =
            self.reader.metadata().file_metadata().schema_descr().column(position).max_def_level() > 0;
        let mut values = Vec::new();
        let mut levels = Vec::new();
        for group in 0..self.reader.num_row_groups() {
            let group = self.reader.get_row_group(group)?;
            let rows = group.metadata().num_rows();
            if rows < 0 || rows > announced {
                return Err(ParquetError::General(format!(
                    "a group of {rows} rows in a file of {announced}"
                )));
            }
            let mut column = get_typed_column_reader::<T>(group.get_column_reader(position)?);
            let mut left = rows as usize;
            while left > 0 {
                let (records, _, _) =
                    column.read_records(left, is_nullable.then_some(&mut levels), None, &mut values)?;
                if records == 0 {
                    return Err(ParquetError::EOF(format!("{left} rows fewer than announced")));
                }
                left -= records;
            }
        }
        let is_present = is_nullable.then(|| levels.iter().map(|&level| level > 0).collect());
        Ok(Raw { values, is_present })
    }
}

/// Runs the Parquet reader, which asserts some of what a damaged file breaks: its panic is an error like its others.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("the file is damaged");
        Err(ParquetError::General(said.to_owned()))
    })
}

/// A column as Parquet keeps it: the values that are there, and which rows have one.
struct Raw<T> {
    values: Vec<T>,
    /// `None` if the column cannot be null.
    is_present: Option<Vec<bool>>,
}

/// The time of the old 96-bit form: nanoseconds of the day in the first two words, the Julian day in the third.
fn seconds_of_int96(stamp: &Int96) -> Option<i64> {
    let [low, high, julian_day] = *<&[u32; 3]>::try_from(stamp.data()).ok()?;
    let nanos = u64::from(high) << 32 | u64::from(low);
    if nanos >= NANOS_PER_DAY || nanos % NANOS_PER_SECOND as u64 != 0 {
        return None;
    }
    Some((i64::from(julian_day) - JULIAN_DAY_OF_1970) * 86_400 + (nanos / NANOS_PER_SECOND as u64) as i64)
}
