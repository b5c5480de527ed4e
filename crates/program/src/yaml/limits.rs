//! How large a program file may be.

/// Bytes of a file: a hundred times a large programme, and still parsed in a moment.
pub const FILE_BYTES_MAX: usize = 1024 * 1024;

/// Levels of lists and maps within each other. The language itself needs fewer than ten; the tree is walked by
/// recursion, so this also bounds the stack.
pub const DEPTH_MAX: usize = 24;

/// Lists, maps and scalars (keys included) of a file: what [`FILE_BYTES_MAX`] holds of ordinary text, and some tens of
/// megabytes as a tree.
pub const NODES_MAX: usize = 200_000;

/// Diagnostics kept of a file. Beyond it the file is not a program with mistakes but something else, and memory is
/// worth more than the list.
pub const DIAGNOSTICS_MAX: usize = 1_000;
