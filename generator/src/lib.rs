//! Turns an API's published description into a Rust SDK.
//!
//! [`generate`] is a pure function from texts to texts: it opens no file and knows no clock,
//! environment or network. Five stages follow each other, each a folder and each a function from one
//! named type to the next.

pub mod load;
pub mod resolve;
pub mod lower;
pub mod ir;
pub mod emit;
pub mod format;
pub mod output;
pub mod names;
pub mod diagnostic;
