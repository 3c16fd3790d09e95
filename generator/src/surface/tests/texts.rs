//! The text of a surface: one item a line, and it reads back.

use super::super::{Item, Kind, Remark, Surface, place};
use super::{SPEC, surface};

#[test]
fn the_text_is_one_item_a_line_and_reads_back() {
    let surface = surface(SPEC);
    let text = surface.to_string();
    assert_eq!(Surface::parse(&text).as_ref(), Ok(&surface));
    for line in [
        "version 0.1.0",
        "package pets",
        "constructor Client::new(key: impl Into<String>)",
        "credential key(key: impl Into<String>) | has PETS_KEY | sent header X-Key",
        "server Production | has default | url https://pets.example",
        "method pets.create(body: impl Into<NewPet>) -> Pet | http POST /pets/ | auth key",
        "type Kind: enum of String | @ #/components/schemas/Kind",
        "  value Cat | wire cat",
        "type NewPet: struct | has Serialize | @ #/components/schemas/NewPet",
        "  constructor new(name: String, breed: String)",
        "  field tags: Option<Vec<String>> | rule items.maxLength 9 | rule maxItems 3",
        "  field chip: Option<String> | rule pattern \"^[A-Z\\u007c]+$\"",
        "  variant Ball: (Ball) | has From",
        "  field limit: Option<i64> | rule maximum 100",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

#[test]
fn every_text_of_the_spec_reads_back() {
    for note in [
        "", " ", "a | b", "\"", "a\nb", "@ #/x", "\u{2028}", "has x", "é\t",
    ] {
        let mut surface = Surface {
            version: "1.0.0".to_owned(),
            ..Surface::default()
        };
        let mut item = Item {
            place: note.to_owned() + "/x",
            ..Item::default()
        };
        item.remarks.insert(Remark::Deprecated, note.to_owned());
        item.rules.insert("pattern".to_owned(), note.to_owned());
        surface.items.insert((Kind::Type, "A".to_owned()), item);
        let text = surface.to_string();
        assert_eq!(text.lines().count(), 4, "{text}");
        assert_eq!(Surface::parse(&text), Ok(surface), "{note:?}");
    }
}

#[test]
fn a_text_of_another_kind_is_unreadable_and_says_where() {
    for (text, line) in [
        ("version 1\n<<<<<<< ours\n", 2),
        ("# fine\n\nmethod\n", 3),
        ("  field orphan: String\n", 1),
        ("type B: struct\ntype A: struct\n", 2),
        ("type A: struct | colour red\n", 1),
        ("method a(b) -> C\n", 1),
        ("type A: struct | wire \"open\n", 1),
    ] {
        assert_eq!(
            Surface::parse(text).map_err(|error| error.line),
            Err(line),
            "{text}"
        );
    }
}

#[test]
fn places_do_not_depend_on_positions_in_lists() {
    for (pointer, stable) in [
        ("#/components/schemas/Pet", "#/components/schemas/Pet"),
        ("#/actions/12/update/Pet", "#/actions/*/update/Pet"),
        (
            "#/paths/~1pets/get/parameters/0",
            "#/paths/~1pets/get/parameters/*",
        ),
        (
            "#/paths/~1pets/get/responses/200/x",
            "#/paths/~1pets/get/responses/200/x",
        ),
        ("#/components/parameters/2", "#/components/parameters/2"),
        (
            "#/components/parameters/2/schema/oneOf/0",
            "#/components/parameters/2/schema/oneOf/*",
        ),
        (
            "#/components/schemas/A/allOf/1/properties/b",
            "#/components/schemas/A/allOf/*/properties/b",
        ),
    ] {
        assert_eq!(place::stable(pointer), stable);
    }
}
