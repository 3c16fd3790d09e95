//! The names table: every rule of naming as a row.

use super::Kind::{
    self, Argument, ClientMethod, Constant, Field, Method, Module, Resource, Setter, Type, Variant,
};
use super::{explicit, ident, joined, phrase};

fn check(table: &[(Kind, &str, &str)]) {
    for (kind, wire, rust) in table {
        assert_eq!(ident(*kind, wire).as_str(), *rust, "{kind:?} {wire:?}");
    }
}

#[test]
fn names_follow_the_table() {
    let table: &[(Kind, &str, &str)] = &[
        // Case and words.
        (Type, "SendMessageInput", "SendMessageInput"),
        (Type, "HTTPServerV2", "HttpServerV2"),
        (Type, "paginated-agent_list", "PaginatedAgentList"),
        (Field, "quickReplyId", "quick_reply_id"),
        (Field, "created_at", "created_at"),
        (Field, "X-Request-Id", "x_request_id"),
        (Variant, "quick_reply", "QuickReply"),
        (Constant, "ApiKeyAuth", "API_KEY_AUTH"),
        (Method, "send-template", "send_template"),
        (
            Module,
            "UnifiedWhatsappButtonInput",
            "unified_whatsapp_button_input",
        ),
        // Keywords: raw where Rust allows it.
        (Field, "type", "r#type"),
        (Field, "gen", "r#gen"),
        (Field, "self", "self_"),
        (Field, "crate", "crate_"),
        (Method, "try", "r#try"),
        (Variant, "self", "Self_"),
        (Module, "type", "r#type"),
        // Punctuation.
        (Variant, "-created", "MinusCreated"),
        (Variant, "created", "Created"),
        (Variant, "+1", "Plus1"),
        (Variant, "-1", "Minus1"),
        (Variant, "+", "Plus"),
        (Variant, ">=", "GreaterEqual"),
        (Field, "$filter", "filter"),
        (Field, "@type", "r#type"),
        (Field, "c++", "c_plus_plus"),
        (Variant, "DD.MM.YYYY", "DdMmYyyy"),
        // Digits.
        (Variant, "404", "N404"),
        (Type, "3DModel", "N3DModel"),
        (Field, "2fa", "n2fa"),
        // Nothing, emoji, other scripts.
        (Variant, "", "Empty"),
        (Field, "", "empty"),
        (Variant, "\u{1f600}", "U1f600"),
        (Field, "名前", "名前"),
        (Field, "größe", "größe"),
        (Field, "_", "underscore"),
    ];
    check(table);
}

#[test]
fn what_is_reserved_depends_on_the_kind() {
    let table: &[(Kind, &str, &str)] = &[
        (Type, "Option", "Option_"),
        (Type, "String", "String_"),
        (Type, "Lenient", "Lenient_"),
        (Type, "Self", "Self_"),
        (Type, "page", "Page"),
        (Resource, "page", "Page_"),
        (Resource, "phone-numbers", "PhoneNumbers"),
        (Variant, "unknown", "Unknown_"),
        (Setter, "new", "new_"),
        (Field, "new", "new"),
        (Setter, "clone", "clone_"),
        (Setter, "sub", "sub_"),
        (Module, "Mod", "mod_"),
        (Module, "con", "con_"),
        (Method, "new", "new_"),
        (Method, "builder", "builder"),
        (ClientMethod, "builder", "builder_"),
        (Argument, "body", "body_"),
    ];
    check(table);
}

#[test]
fn every_name_is_an_identifier() {
    let hostile = [
        "r#type",
        "a\u{0}b",
        "a\nb",
        "\u{202e}x",
        "'; drop",
        "9",
        "é",
        "\u{301}",
        "🦀🦀",
        "·",
        "__",
        "a__b",
    ];
    for wire in hostile {
        for kind in [
            Kind::Type,
            Kind::Variant,
            Kind::Field,
            Kind::Method,
            Kind::Module,
            Kind::Constant,
        ] {
            let name = ident(kind, wire);
            assert!(
                syn::parse_str::<syn::Ident>(name.as_str()).is_ok(),
                "{kind:?} {wire:?} -> {name}"
            );
        }
    }
}

#[test]
fn a_long_name_fits_a_file_name_and_stays_distinct() {
    let long = "very_long_name_".repeat(40);
    let first = ident(Kind::Module, &format!("{long}a"));
    let second = ident(Kind::Module, &format!("{long}b"));
    assert!(first.as_str().len() <= 100);
    assert_ne!(first, second);
}

#[test]
fn an_override_is_taken_as_written_or_not_at_all() {
    assert_eq!(
        explicit(Kind::Type, "ButtonType")
            .map(|name| name.to_string())
            .as_deref(),
        Some("ButtonType")
    );
    assert_eq!(
        explicit(Kind::Field, "type")
            .map(|name| name.to_string())
            .as_deref(),
        Some("r#type")
    );
    for bad in ["button_type", "Option", "", "a b", "Bütton Type"] {
        assert_eq!(explicit(Kind::Type, bad), None, "{bad:?}");
    }
}

#[test]
fn parts_join_into_one_name() {
    assert_eq!(
        joined(Kind::Type, &["CreateContact", "home-address"]).as_str(),
        "CreateContactHomeAddress"
    );
    assert_eq!(
        phrase("UnifiedWhatsappButtonInput"),
        "unified whatsapp button input"
    );
}
