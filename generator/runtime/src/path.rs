//! Path templates and what goes into them.
//!
//! Invariant: an argument fills its segment and nothing else: it cannot add, remove or climb out of one.

use super::percent;
use super::validate::Violation;

/// Puts an argument into its place in the template.
pub(super) fn fill(path: &mut String, name: &str, value: &str) -> Result<(), Violation> {
    // URL parsers resolve the dots away, and an empty segment is another path; encoding helps for neither.
    if matches!(value, "" | "." | "..") {
        return Err(Violation::new(name, "pathSegment", None));
    }
    let place = |(start, _): (usize, &str)| {
        let end = start + name.len() + 2;
        let inner = path.get(start..end)?.strip_prefix('{')?.strip_suffix('}')?;
        (inner == name).then_some(start..end)
    };
    if let Some(place) = path.match_indices('{').find_map(place) {
        *path = [&path[..place.start], &percent::component(value), &path[place.end..]]
            .concat();
    }
    Ok(())
}
