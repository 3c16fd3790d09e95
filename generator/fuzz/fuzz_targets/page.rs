//! The page reader: any text as a docs page.

#![no_main]

use generator_fuzz::{checked_load, page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| checked_load(&page(text)));
