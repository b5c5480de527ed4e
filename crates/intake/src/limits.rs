//! How large an event may be. Each limit is far above what a till sends and low enough to keep one event cheap.

/// Bytes of one line of text, or of one row of a table: a thousand basket lines of a kilobyte each.
pub const LINE_BYTES_MAX: usize = 1024 * 1024;

/// Lines of one purchase: a full trolley has two hundred, and each line may open a gift of its own.
pub const BASKET_LINES_MAX: usize = 1_000;

/// Bytes of a text field: a review's paragraph; longer texts belong into another system.
pub const TEXT_BYTES_MAX: usize = 1024;

/// Bytes of an id: what the ledger allows a party's id.
pub const ID_BYTES_MAX: usize = coterie_ledger::Party::ID_BYTES_MAX;

/// Bytes of a source's name: it is stored with every event.
pub const SOURCE_BYTES_MAX: usize = 64;

/// Lists and maps within each other. The deepest event (event, kind, lines, line, its amount with a currency) needs five; reading
/// recurses, so this also bounds the stack.
pub const DEPTH_MAX: usize = 8;

/// The largest amount, in the smallest part of its unit, either way: a thousand baskets of it still fit the ledger's amounts.
pub const AMOUNT_MAX: i64 = 1_000_000_000_000;

/// The largest whole number of a declared field, either way: room for a 13-digit article number, and thousands of them can be
/// summed in 64 bits.
pub const INTEGER_MAX: i64 = 1_000_000_000_000_000;

/// Pieces of one basket line: enough for grams and millilitres.
pub const QUANTITY_MAX: i64 = 1_000_000_000;

/// How many times one redemption may ask for its reward.
pub const TIMES_MAX: i64 = 1_000;

/// Values of one list field: more codes than anybody types at a till.
pub const LIST_ITEMS_MAX: usize = 100;

/// Problems kept of one event. Beyond it the text is not an event with mistakes but something else.
pub const PROBLEMS_MAX: usize = 100;

/// Bytes of a refused line that are kept to show it.
pub const SHOWN_BYTES_MAX: usize = 2 * 1024;
