//! The hash tree over the entries: RFC 6962 (Certificate Transparency), section 2.1, with SHA-256.
//!
//! A leaf is `SHA-256(0x00 ‖ entry)`, a node `SHA-256(0x01 ‖ left ‖ right)`, the empty tree `SHA-256("")`. The tree
//! grows only to the right, so its *peaks* (the roots of the perfect subtrees that the tree's size decomposes into,
//! largest first) are all that appending needs: at most 64 hashes, whatever the journal's length.

use sha2::{Digest as _, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// The hash of one entry as a leaf of the tree.
pub fn leaf(entry: &[u8]) -> Hash {
    Sha256::new().chain_update([0u8]).chain_update(entry).finalize().into()
}

/// The hash of two neighbouring subtrees.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    let mut joined = [0u8; 65];
    joined[0] = 1;
    joined[1..33].copy_from_slice(left);
    joined[33..].copy_from_slice(right);
    Sha256::digest(joined).into()
}

/// The right edge of a tree: enough to append leaves and to name the root, without the leaves before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompactRange {
    size: u64,
    /// One per set bit of `size`, the highest bit (the largest subtree) first.
    peaks: Vec<Hash>,
}

impl CompactRange {
    /// The tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tree of `size` leaves with these peaks, largest first; `None` if their number does not fit the size.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the perfect subtrees, largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds a leaf (already hashed by [`leaf`]) at the right.
    pub fn append(&mut self, leaf: Hash) {
        let mut subtree = leaf;
        // Adding one to the size carries through its trailing ones: each carry joins two equal subtrees.
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("a set bit of the size has its peak");
            subtree = node(&left, &subtree);
        }
        self.peaks.push(subtree);
        self.size += 1;
    }

    /// The Merkle tree hash over all leaves.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else { return Sha256::digest([]).into() };
        peaks.fold(*smallest, |right, left| node(left, &right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(hash: Hash) -> String {
        use std::fmt::Write as _;
        hash.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
    }

    /// RFC 6962's definition, word for word: split at the largest power of two below the size.
    fn by_definition(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => leaf(one),
            many => {
                let split = many.len().next_power_of_two() / 2;
                node(&by_definition(&many[..split]), &by_definition(&many[split..]))
            }
        }
    }

    #[test]
    fn roots_are_those_of_the_certificate_transparency_test_vectors() {
        // The leaves and roots of certificate-transparency's merkle_tree_test (sizes 1 to 8).
        let leaves: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let mut tree = CompactRange::new();
        assert_eq!(hex(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (entry, root) in leaves.iter().zip(roots) {
            tree.append(leaf(entry));
            assert_eq!(hex(tree.root()), root);
        }
    }

    #[test]
    fn every_size_agrees_with_the_definition_and_continues_from_its_peaks() {
        let mut leaves = Vec::new();
        let mut tree = CompactRange::new();
        for number in 0..130u32 {
            leaves.push(number.to_le_bytes().to_vec());
            tree = CompactRange::from_peaks(tree.size(), tree.peaks().to_vec()).unwrap();
            tree.append(leaf(&number.to_le_bytes()));
            assert_eq!(tree.root(), by_definition(&leaves), "at size {}", leaves.len());
        }
    }

    #[test]
    fn peaks_that_do_not_fit_the_size_are_refused() {
        assert_eq!(CompactRange::from_peaks(3, vec![[0; 32]]), None);
    }
}
