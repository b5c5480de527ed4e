//! What is odd in the files and yet read, counted so that no total hides it.

/// Counts of rows that are read although something about them is unusual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OddRows {
    /// Lines with quantity 0.
    pub quantity_zero: u64,
    /// Lines that come to 0 cents.
    pub value_zero: u64,
    /// Lines that come to less than 0 cents.
    pub value_negative: u64,
    /// Lines whose value lies further than 0.0001 cent from a whole cent: the only ones that rounding changes.
    pub value_not_whole_cents: u64,
    /// Lines of a product that the products file lacks; their department is [`crate::UNKNOWN_DEPARTMENT`].
    pub product_missing: u64,
    /// Lines of a product that has no department; their department is [`crate::UNKNOWN_DEPARTMENT`].
    pub department_missing: u64,
    /// Products that the products file has more than once; the last one counts.
    pub product_repeated: u64,
    /// Lines whose time is not that of their basket's first line in the file; the earliest is the basket's.
    pub time_differs_in_basket: u64,
    /// Lines whose store is not that of their basket's first line in the file, whose store is the basket's.
    pub store_differs_in_basket: u64,
    /// Redemptions on a day on which the household has no basket; they count at [`crate::FALLBACK_DEPARTMENT`].
    pub redemption_without_basket: u64,
    /// Redemptions of a household that has no purchase in the whole year, and hence is no member.
    pub redemption_without_member: u64,
}
