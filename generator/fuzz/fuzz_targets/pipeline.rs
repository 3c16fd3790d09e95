//! The whole pipeline: any text as one or several documents, pages and overlays.

#![no_main]

use generator_fuzz::{checked_run, files};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| checked_run(&files(text)));
