//! What falls short of which expectation.

use super::{Expectation, Made, verdict};
use generator::output::FileTree;

#[test]
fn each_expectation_has_its_shortfalls() {
    let warned = ["warning: unused".to_owned()];
    let made = || Made::Crate(FileTree::new());
    let refused = || Made::Refused("error[syntax]: no".to_owned());
    let fault = || Made::Fault("the generator panicked".to_owned());
    let table: [(Expectation, Made, &[String], &str, bool); 10] = [
        (Expectation::Works, made(), &[], "compiled", false),
        (Expectation::Works, made(), &warned, "generated", true),
        (Expectation::Works, refused(), &[], "refused", true),
        (Expectation::Works, Made::Missing, &[], "missing", false),
        (Expectation::Refused, refused(), &[], "refused", false),
        (Expectation::Refused, made(), &[], "compiled", true),
        (Expectation::Refused, fault(), &[], "fault", true),
        (Expectation::Either, refused(), &[], "refused", false),
        (Expectation::Either, made(), &[], "compiled", false),
        (Expectation::Either, made(), &warned, "generated", true),
    ];
    for (expected, made, findings, word, is_short) in table {
        let (result, shortfall) = verdict(expected, &made, Some(findings));
        assert_eq!((result, shortfall.is_some()), (word, is_short), "{made:?}");
    }
}
