//! How large a program may be: each limit is far above what a large coalition needs and keeps checking and running it cheap.
//!
//! The limits on the file itself (bytes, nesting, nodes) are those of [`crate::yaml`].

/// Rules and rewards together: numbers of rules are 16 bits wide, and a file of 1 MiB holds about this many.
pub const RULES_MAX: usize = 10_000;

/// Conditions of one rule, those on lines included: a person can still read it aloud.
pub const CONDITIONS_PER_RULE_MAX: usize = 32;

/// Gifts of one rule, and limits of one rule: each is work for every event that sets the rule off.
pub const GIVES_PER_RULE_MAX: usize = 16;

/// Levels of amounts within amounts (`by` in `steps` …): deeper is a table that belongs into an attribute.
pub const AMOUNT_DEPTH_MAX: usize = 4;

/// Levels of `not` within each other.
pub const NOT_DEPTH_MAX: usize = 3;

/// Values of one list in a condition, or cases of one amount: a list of article numbers of a whole assortment.
pub const LIST_VALUES_MAX: usize = 10_000;

/// Relations that one path follows, so that what a decision reads is known before it is made.
pub const HOPS_MAX: usize = 3;

/// Names of one kind (accounts, measures, tier sets, attributes of one kind of record, fields of one kind of event).
pub const NAMES_MAX: usize = 1_000;

/// Partners, and locations: those of the largest coalitions join by events instead.
pub const PARTNERS_MAX: usize = 10_000;

/// Steps of one tier set or one amount.
pub const STEPS_MAX: usize = 100;

/// Elements of a list in an event, as CEL counts the cost of walking it.
pub const EVENT_LIST_MAX: u32 = 100;

/// Names that have a text for people: as many as partners and locations, which may all have one.
pub const WORDS_MAX: usize = 10_000;

/// Bytes of a text for people.
pub const TEXT_BYTES_MAX: usize = 2_000;
