//! Which step of the version a change asks for.

use super::super::{Account, Change, Kind, Step, Surface, What, rules};

/// An account of one change, which adds something or breaks callers.
fn account(from: &str, to: &str, breaks: bool) -> Account {
    let change = Change {
        kind: Kind::Type,
        name: "Pet".to_owned(),
        what: if breaks { What::Removed } else { What::Added },
        place: String::new(),
        effects: Vec::new(),
    };
    Account {
        changes: vec![change],
        old_version: from.to_owned(),
        new_version: to.to_owned(),
    }
}

#[test]
fn the_step_follows_cargos_reading_of_versions() {
    for (from, breaks, step, due) in [
        ("0.0.3", true, Step::Patch, "0.0.4"),
        ("0.0.3", false, Step::Patch, "0.0.4"),
        ("0.1.4", true, Step::Minor, "0.2.0"),
        ("0.1.4", false, Step::Patch, "0.1.5"),
        ("1.2.3", true, Step::Major, "2.0.0"),
        ("1.2.3", false, Step::Minor, "1.3.0"),
    ] {
        let (found, version) = account(from, from, breaks).due().unwrap();
        assert_eq!((found, version.to_string().as_str()), (step, due), "{from}");
    }
}

#[test]
fn a_version_that_promises_nothing_has_no_step() {
    assert_eq!(account("1.0.0-rc.1", "1.0.0-rc.1", true).due(), None);
    assert_eq!(account("one", "one", true).due(), None);
    let same = Surface {
        version: "1.0.0".to_owned(),
        ..Surface::default()
    };
    assert_eq!(Account::between(&same, &same).due(), None);
}

#[test]
fn a_longer_step_than_the_one_that_is_due_is_fine() {
    for (from, to, breaks, done) in [
        ("0.1.0", "0.1.0", true, false),
        ("0.1.0", "0.1.1", true, false),
        ("0.1.0", "0.2.0", true, true),
        ("0.1.0", "1.0.0", true, true),
        ("0.1.0", "0.2.0-beta.1", true, false),
        ("0.1.0", "0.1.1", false, true),
        ("0.1.0", "nonsense", false, false),
    ] {
        assert_eq!(
            account(from, to, breaks).has_taken_due_step(),
            done,
            "{from} to {to}"
        );
    }
}

#[test]
fn a_rule_is_narrower_if_it_refuses_something_that_was_accepted() {
    for (name, old, new, narrower) in [
        ("maxLength", "20", "10", true),
        ("maxLength", "9", "10", false),
        ("minLength", "2", "10", true),
        ("items.minLength", "10", "2", false),
        ("maximum", "5", "5 exclusive", true),
        ("maximum", "5 exclusive", "5", false),
        ("minimum", "5", "5 exclusive", true),
        ("minimum", "-1.5", "-2.0", false),
        ("maximum", "1e3", "999.5", true),
        ("maximum", "9007199254740993", "9007199254740992", true),
        ("multipleOf", "10", "5", false),
        ("multipleOf", "5", "10", true),
        ("multipleOf", "0.5", "0.25", false),
        ("multipleOf", "4", "0", true),
        ("multipleOf", "0.3", "0.1", false),
        ("multipleOf", "1.0", "0.07", true),
        ("multipleOf", "1.0", "1e-7", false),
        ("minimum", "-0.0", "0.0", false),
        ("minimum", "1e300", "2e300", true),
        ("items.maximum", "1e3", "1000.0 exclusive", true),
        ("maximum", "1", "nonsense", true),
        ("pattern", "a", "b", true),
    ] {
        assert_eq!(
            rules::narrows(name, old, new),
            narrower,
            "{name}: {old} to {new}"
        );
    }
}

#[test]
fn a_limit_is_the_same_however_it_is_spelled() {
    for (name, old, new, same) in [
        ("maximum", "1.50", "1.5", true),
        ("maximum", "1e3", "1000.0", true),
        ("maximum", "1E+3", "1000", true),
        ("minimum", "-0.0", "0.0", true),
        ("minimum", "-0.5", "0.5", false),
        ("maximum", "1e400", "10e399", true),
        ("maximum", "1e400", "2e400", false),
        ("maximum", "1e3 exclusive", "1000.0 exclusive", true),
        ("maximum", "1000 exclusive", "1000", false),
        ("maximum", "9007199254740993", "9007199254740992", false),
        ("body.multipleOf", "0.10", "0.1", true),
        ("pattern", "1.0", "1", false),
    ] {
        assert_eq!(
            rules::is_same(name, old, new),
            same,
            "{name}: {old} and {new}"
        );
    }
}
