//! The names table: every rule of naming as a row.

use super::Kind::{
    self, Accessor, Argument, ClientAccessor, ClientMethod, Constant, Credential, Field, Method,
    Module, Resource, Setter, Type, Variant,
};
use super::{credential, distinct, dotted, explicit, ident, is_own, joined, phrase, routed};

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
        // Capitals in the middle of a word.
        (Field, "ExecIDs", "exec_ids"),
        (Field, "IDsOfURLs", "ids_of_urls"),
        (Field, "APIStatus", "api_status"),
        (Field, "OAuthGrant", "oauth_grant"),
        (Module, "IPv6Address", "ipv6_address"),
        (Constant, "OAuth2URLs", "OAUTH2_URLS"),
        (Type, "OAuthGrant", "OAuthGrant"),
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
        (Field, "\u{fb01}", "fi"),
        (
            Type,
            "Boats \u{2013} \u{201c}old\u{201d} ones",
            "BoatsOldOnes",
        ),
        (Variant, "\u{2013}", "U2013"),
        (Field, "e\u{301}", "é"),
        (Variant, "(", "Open"),
        (Variant, "[", "OpenBracket"),
    ];
    check(table);
}

#[test]
fn files_have_ascii_names_and_constants_differ_from_arguments() {
    let table: &[(Kind, &str, &str)] = &[
        (Type, "名前", "名前"),
        (Method, "名前", "名前"),
        (Module, "名前", "u540d_u524d"),
        (Accessor, "größe", "grosse"),
        (ClientAccessor, "Vidéos Été", "videos_ete"),
        (Module, "Catégorie", "categorie"),
        (Resource, "größe", "Größe"),
        (Constant, "名前", "名前_"),
        (Constant, "grösse", "GRÖSSE"),
    ];
    check(table);
    assert_ne!(ident(Constant, "größe"), ident(Constant, "grösse"));
    assert_ne!(distinct(Module, "vidéos"), distinct(Module, "vidèos"));
}

#[test]
fn where_names_meet_signs_are_spelled_and_case_is_named() {
    let table: &[(Kind, &str, &str)] = &[
        (Variant, "foo-bar", "FooDashBar"),
        (Variant, "foo_bar", "FooUnderscoreBar"),
        (Variant, "fooBar", "FooBarCamel"),
        (Variant, "FOO-BAR", "FooDashBarUpper"),
        (Variant, "ASC", "AscUpper"),
        (Variant, "asc", "AscLower"),
        (Variant, "fOO", "FOoHc9a3ff57"),
        (Variant, "reactions-+1", "ReactionsDashPlus1"),
        (Variant, "reactions--1", "ReactionsDashMinus1"),
        (Variant, "404", "Digits404"),
        (Variant, "", "EmptyString"),
        (Variant, "a\nb", "ANewlineB"),
        (Field, "FooBar", "foo_bar_pascal"),
        (Field, "type_", "type_underscore"),
        (Field, "ẞ", "ß_upper"),
        (Type, "Foo.Bar", "FooDotBar"),
        (Type, "foo.bar", "FooDotBarLower"),
    ];
    for (kind, wire, rust) in table {
        assert_eq!(distinct(*kind, wire).as_str(), *rust, "{kind:?} {wire:?}");
    }
    assert_ne!(distinct(Field, "e\u{301}"), distinct(Field, "é"));
    assert_ne!(distinct(Field, "a\u{2013}b"), distinct(Field, "a-b"));
}

#[test]
fn operations_and_inline_types_have_names_of_last_resort() {
    let route = |path| routed(Method, "get", path).to_string();
    assert_eq!(route("/a-b/{id}"), "get_a_dash_b_by_id");
    assert_eq!(route("/a_b/{id}/"), "get_a_underscore_b_by_id_slash");
    assert_eq!(route("/"), "get_slash");
    assert_ne!(route("/Pets"), route("/pets"));
    assert_eq!(dotted("Foo", "bar").as_str(), "FooDotBar");
    assert_eq!(dotted("Foo", "barBaz").as_str(), "FooDotBarBazCamel");
    assert_ne!(dotted("FooBar", "baz"), dotted("Foo", "bar_baz"));
}

#[test]
fn a_name_is_its_own_if_its_identifier_is_the_same_but_for_the_escape() {
    for (kind, wire) in [
        (Field, "type"),
        (Field, "foo_bar"),
        (Type, "Self"),
        (Variant, "Asc"),
    ] {
        assert!(is_own(kind, wire), "{kind:?} {wire:?}");
    }
    for (kind, wire) in [
        (Field, "fooBar"),
        (Type, "foo"),
        (Variant, "ASC"),
        (Field, "e\u{301}"),
    ] {
        assert!(!is_own(kind, wire), "{kind:?} {wire:?}");
    }
}

#[test]
fn no_setter_of_a_credential_hides_a_method_of_the_builder() {
    let builder = include_str!("../../runtime/src/builder.rs");
    let mut found = 0;
    for method in builder.split("pub fn ").skip(1) {
        let name = method.split(['(', '<']).next().unwrap();
        assert_eq!(ident(Credential, name).as_str(), format!("{name}_"));
        found += 1;
    }
    assert!(found > 10, "{found} methods");
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
        (Accessor, "con", "con_"),
        (Accessor, "mod", "mod_"),
        (Accessor, "serde", "serde_"),
        (ClientAccessor, "serde", "serde"),
        (ClientAccessor, "builder", "builder_"),
        (Credential, "server", "server_"),
        (Credential, "sub", "sub_"),
        (Method, "sub", "sub"),
        (Constant, "api", "API_"),
        (Method, "new", "new_"),
        (Method, "builder", "builder"),
        (ClientMethod, "builder", "builder_"),
        (Argument, "body", "body_"),
    ];
    check(table);
}

#[test]
fn what_every_type_has_is_hidden_by_no_method() {
    let of_every_type = [
        "borrow",
        "borrow_mut",
        "clone_into",
        "from",
        "into",
        "to_owned",
        "try_from",
        "try_into",
        "type_id",
    ];
    for kind in [
        Method,
        Kind::ClientMethod,
        Accessor,
        ClientAccessor,
        Credential,
        Setter,
    ] {
        for name in of_every_type {
            assert_eq!(ident(kind, name).as_str(), format!("{name}_"), "{kind:?}");
        }
    }
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
    let constant = ident(Kind::Constant, &long);
    assert_eq!(constant.as_str().to_uppercase(), constant.as_str());
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
    assert_eq!(
        explicit(Kind::Type, "ADotBC")
            .map(|name| name.to_string())
            .as_deref(),
        Some("ADotBC")
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
    assert_eq!(phrase("revokeOAuthGrantIDs"), "revoke oauth grant ids");
}

#[test]
fn a_credential_is_called_after_its_scheme() {
    let table = [
        ("ApiKeyAuth", "api_key"),
        ("tokenAuth", "token"),
        ("basicAuth", "basic"),
        ("api_key", "api_key"),
        ("OAuth2", "oauth2"),
        ("HTTPBearer", "http_bearer"),
        ("Auth", "auth"),
        ("http-auth-scheme", "http_auth"),
        ("serverAuth", "server_"),
        ("Authorization", "authorization"),
    ];
    for (scheme, name) in table {
        assert_eq!(credential(scheme).as_str(), name, "{scheme}");
    }
}
