//! The checksum of every row: CRC-32/ISO-HDLC, the one of zlib, gzip and Python's `zlib.crc32`.

/// The checksum over the parts, one after another.
pub(crate) fn of(parts: &[&[u8]]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize()
}

/// Bytes in hexadecimal, as rows are named in errors.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_value_of_the_standard_comes_out() {
        assert_eq!(super::of(&[b"1234", b"56789"]), 0xcbf4_3926);
    }
}
