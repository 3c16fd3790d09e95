//! Many foreign documents at once: each is generated and compiled, and held against what is expected of it.
//!
//! Invariant: the documents are not part of this repository. A folder of them has an `INDEX.tsv` that names each file
//! and what must happen to it; nothing else in the folder is looked at.

mod attempt;
mod check;
mod index;
mod table;

pub use self::attempt::{Attempt, Made, attempt};
pub use self::check::{Checked, check};
pub use self::index::{Entry, Expectation, Index};
pub use self::table::Table;
