//! Tables as they are written down: a row a line, and what is too long for one on several.

use syn::Item;

use super::{WIDTH, invocation};

/// The text of an invocation, from any spelling of it.
fn laid_out(text: &str) -> String {
    let item: Item = syn::parse_str(text).unwrap();
    invocation(&item).unwrap()
}

#[test]
fn a_row_has_its_documentation_above_it_and_a_block_below() {
    let text = "\
object! {
    /// A pet.
    pub struct Pet: Sent + Received {
        /// How often.
        #[garde(range(min = 1))]
        pub fed: Option<i64> = \"timesFed\" => set(i64),
        pub tags: BTreeMap<String, i64>,
    } .. {
        /// Others.
        pub others: BTreeMap<String, i64>,
    } new { name(impl Into<String>) } with { fed = 1 => put(i64) }

    /// Nothing.
    pub struct Empty: Sent {} new {}
}
";
    assert_eq!(laid_out(text), text);
}

#[test]
fn a_block_of_one_word_with_documentation_stays_open() {
    let text =
        "by_status! {\n    Error {\n        /// Why.\n        404 => json NotFound(A),\n    }\n}\n";
    assert_eq!(laid_out(text), text);
    let short =
        "by_status! {\n    Error { 404 => json NotFound(A), 500..=599 => empty Failed }\n}\n";
    assert_eq!(laid_out(short), short);
}

#[test]
fn what_is_too_long_is_broken_at_its_arguments_and_its_arrow() {
    let (name, path) = ("n".repeat(60), "p".repeat(60));
    let text = format!(
        "operations! {{
    Pets via client {{
        pub fn {name}(
            id, body: impl Into<types::Pet>, more: impl Into<types::Pet>
        ) -> types::Pet {{
            POST \"/{path}\" \"createPet\" [[0]]
                => .validated_json(&body.into()).returns_json()
        }}
    }}
}}
"
    );
    assert_eq!(laid_out(&text), text);
    assert!(text.lines().all(|line| line.len() <= WIDTH));
}

#[test]
fn a_long_name_without_arguments_stays_on_its_line() {
    let name = "n".repeat(80);
    let text = format!(
        "operations! {{
    Pets via client {{
        pub fn {name}() -> types::PetOfSomeKind {{
            GET \"/\" \"listPets\" [] => .returns_json()
        }}
    }}
}}
"
    );
    assert_eq!(laid_out(&text), text);
}

#[test]
fn other_items_are_left_alone() {
    for text in ["struct A;", "a!(b);", "a::b! { c }"] {
        assert!(
            invocation(&syn::parse_str(text).unwrap()).is_none(),
            "{text}"
        );
    }
}
