//! What a disk remembers of one file.

/// What a disk writes whole or not at all.
pub const SECTOR_BYTES: usize = 512;

/// What happened to a file since it was synced last.
#[derive(Debug)]
enum Change {
    Write { offset: usize, data: Vec<u8> },
    Cut { size: usize },
}

impl Change {
    /// Does to the contents what was done to the file.
    fn apply(&self, contents: &mut Vec<u8>) {
        match self {
            Self::Write { offset, data } => put(contents, *offset, data),
            Self::Cut { size } => contents.resize(*size, 0),
        }
    }

    /// Does some of it: of a write, the sectors that chance lets through.
    fn apply_torn(&self, contents: &mut Vec<u8>, below: &mut dyn FnMut(u32) -> u32) {
        let Self::Write { offset, data } = self else { return self.apply(contents) };
        let (mut at, mut rest) = (*offset, data.as_slice());
        while !rest.is_empty() {
            let (sector, after) = rest.split_at(rest.len().min(SECTOR_BYTES - at % SECTOR_BYTES));
            if below(2) == 0 {
                put(contents, at, sector);
            }
            at += sector.len();
            rest = after;
        }
    }
}

/// Writes into contents; what lies between their end and the offset reads as zeros.
fn put(contents: &mut Vec<u8>, offset: usize, data: &[u8]) {
    let end = offset + data.len();
    if contents.len() < end {
        contents.resize(end, 0);
    }
    contents[offset..end].copy_from_slice(data);
}

/// One file: what is durable, and what is pending since.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    durable: Vec<u8>,
    pending: Vec<Change>,
}

impl Remembered {
    /// A file that is durable as it is.
    pub(crate) fn durable(contents: Vec<u8>) -> Self {
        Self { durable: contents, pending: Vec::new() }
    }

    pub(crate) fn write(&mut self, offset: usize, data: &[u8]) {
        self.pending.push(Change::Write { offset, data: data.to_vec() });
    }

    pub(crate) fn cut(&mut self, size: usize) {
        self.pending.push(Change::Cut { size });
    }

    pub(crate) fn sync(&mut self) {
        for change in self.pending.drain(..) {
            change.apply(&mut self.durable);
        }
    }

    /// The power went: of what was pending, nothing survives, or everything, or each change by its own chance, some torn.
    /// Gives what is left; `below` draws a number from 0 to its argument, without it.
    pub(crate) fn lose_power(&mut self, below: &mut dyn FnMut(u32) -> u32) -> &[u8] {
        let pending = std::mem::take(&mut self.pending);
        let luck = if pending.is_empty() { 0 } else { below(4) };
        for change in &pending {
            match luck {
                0 => {}
                1 => change.apply(&mut self.durable),
                _ => match below(3) {
                    0 => {}
                    1 => change.apply(&mut self.durable),
                    _ => change.apply_torn(&mut self.durable, below),
                },
            }
        }
        &self.durable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws these numbers one after another.
    fn drawn(numbers: &[u32]) -> impl FnMut(u32) -> u32 {
        let mut numbers = numbers.iter().copied();
        move |_| numbers.next().unwrap()
    }

    #[test]
    fn what_was_synced_survives_and_what_was_not_need_not() {
        let mut file = Remembered::default();
        file.write(0, b"booked");
        file.sync();
        file.write(6, b" and gone");
        assert_eq!(file.lose_power(&mut drawn(&[0])), b"booked");
        file.write(8, b"again");
        file.cut(11);
        assert_eq!(file.lose_power(&mut drawn(&[1])), b"booked\0\0aga");
    }

    #[test]
    fn changes_survive_one_by_one() {
        let mut file = Remembered::durable(b"aaaa".to_vec());
        file.write(0, b"b");
        file.write(1, b"c");
        file.cut(2);
        assert_eq!(file.lose_power(&mut drawn(&[2, 0, 1, 0])), b"acaa");
    }

    #[test]
    fn a_write_is_torn_between_sectors() {
        let mut file = Remembered::durable(vec![0; 1_536]);
        file.write(500, &[7; 1_000]);
        // twelve bytes in the first sector, the second whole, the rest in the third
        let left = file.lose_power(&mut drawn(&[3, 2, 1, 0, 1])).to_vec();
        assert!(left[..512].iter().chain(&left[1_024..]).all(|byte| *byte == 0));
        assert!(left[512..1_024].iter().all(|byte| *byte == 7));
    }
}
