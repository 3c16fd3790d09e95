//! Validation before sending: garde's findings as violations with JSON paths in wire names.
//!
//! Invariant: a violation says where, which rule and which limit, and never holds the value: it is a customer's text.

mod finding;
mod path;
pub mod rule;
mod violation;
#[macro_use]
mod wire;

pub(super) use path::{member, push_index, push_member};
pub use violation::Violation;
pub use wire::{Validated, WireField};

use finding::Findings;

/// Checks a value against the rules of its type, and returns every violation.
pub(super) fn violations<T>(value: &T) -> Vec<Violation>
where
    T: garde::Validate<Context = ()> + Validated,
{
    let report = garde::with_i18n(Findings, || value.validate());
    match report {
        Ok(()) => Vec::new(),
        Err(report) => translate(&report, T::wire_fields()),
    }
}

/// A rule for a value that is checked by itself.
pub(super) type Check<'r, V> = &'r dyn Fn(&V, &()) -> garde::Result;

/// Checks a value that is called `name` against rules, and returns every violation.
pub(super) fn broken<V: ?Sized>(
    name: &str,
    value: &V,
    rules: &[Check<'_, V>],
) -> Vec<Violation> {
    let errors = rules.iter().filter_map(|rule| rule(value, &()).err());
    let findings = errors.flat_map(|error| finding::parse(error.message()));
    findings.map(|finding| finding.at(name)).collect()
}

fn translate(report: &garde::Report, fields: &'static [WireField]) -> Vec<Violation> {
    report
        .iter()
        .flat_map(|(path, error)| {
            let path = wire::translate(path::steps(path), fields);
            finding::parse(error.message())
                .into_iter()
                .map(move |finding| finding.at(&path))
        })
        .collect()
}
