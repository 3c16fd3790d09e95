//! Words that an identifier must not be.
//!
//! A keyword becomes raw where Rust allows that; every other reserved word gets a trailing underscore.
//!
//! Invariant: the lists depend on the kind of the identifier alone.

use super::Kind;

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self", "_"];

/// What generated code names without a path: the prelude, and what it imports from the runtime.
const TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Base64",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Lenient",
    "New",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Validated",
    "Vec",
    "WireField",
];

/// What the file of a resource names beside the prelude, all of it from the runtime.
const RESOURCES: &[&str] = &[
    "Answered",
    "ByStatus",
    "Call",
    "Client",
    "FieldError",
    "Method",
    "Operation",
    "Page",
    "Paging",
    "Param",
    "PathStyle",
    "Request",
    "ResponseHeader",
    "Style",
    "Untyped",
];

/// The variant that keeps what this version of an SDK does not know.
const VARIANTS: &[&str] = &["Unknown"];

/// Methods that a reader would take for an operator, and clippy as well, where they take themselves and one thing more.
const OPERATORS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Methods that every struct of the SDK has, or that a method of the same name would hide.
const SETTERS: &[&str] = &[
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "default",
    "deserialize",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "ne",
    "new",
    "partial_cmp",
    "serialize",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
    "validate",
    "validate_into",
    "validate_with",
    "wire_fields",
];

/// Methods that every resource has, or that a method of the same name would hide: those of the traits that are derived
/// for it, and of the standard library's that every type has.
const METHODS: &[&str] = &[
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "fmt",
    "from",
    "into",
    "new",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
];

/// What the client has beside the methods of the API.
const CLIENT_METHODS: &[&str] = &["builder", "from_env"];

/// File names that the layout keeps for itself.
const MODULES: &[&str] = &["lib", "main", "mod"];

/// File names that an operating system keeps for itself.
const DEVICES: &[&str] = &[
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

/// What the file of a resource names beside the modules of the resources below it.
const CRATES: &[&str] = &[
    "bytes",
    "chrono",
    "core",
    "garde",
    "rust_decimal",
    "serde",
    "serde_json",
    "std",
    "uuid",
];

/// The methods of the client's builder, beside those that every value has.
const BUILDER_METHODS: &[&str] = &[
    "allow_plain_http",
    "attempt_timeout",
    "backoff",
    "base_url",
    "basic_credential",
    "build",
    "connect_timeout",
    "credential",
    "hook",
    "longest_retry_after",
    "max_answer_bytes",
    "max_attempts",
    "read_env",
    "server",
    "timeout",
    "transport",
    "user_agent",
    "validation",
];

/// What the file of the client declares beside the operations and the credentials.
const CONSTANTS: &[&str] = &["API"];

/// Names that a method's own code uses.
const ARGUMENTS: &[&str] = &["body", "params"];

/// Whether a word is one that Rust keeps for itself, now or later.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || NEVER_RAW.contains(&word)
}

/// Whether an operating system keeps a file name for itself.
pub(super) fn is_device(name: &str) -> bool {
    DEVICES.contains(&name)
}

pub(super) fn escape(kind: Kind, name: String) -> String {
    let name_str = name.as_str();
    let any = |lists: &[&[&str]]| lists.iter().any(|list| list.contains(&name_str));
    let reserved = match kind {
        Kind::Type => any(&[TYPES]),
        Kind::Resource => any(&[TYPES, RESOURCES]),
        Kind::Variant => any(&[VARIANTS]),
        Kind::Setter => any(&[SETTERS, OPERATORS]),
        Kind::Module => any(&[MODULES, DEVICES]),
        Kind::Method => any(&[METHODS]),
        Kind::ClientMethod => any(&[METHODS, CLIENT_METHODS]),
        Kind::Accessor => any(&[METHODS, MODULES, DEVICES, CRATES]),
        Kind::ClientAccessor => any(&[METHODS, CLIENT_METHODS, MODULES, DEVICES]),
        Kind::Credential => any(&[METHODS, BUILDER_METHODS, OPERATORS]),
        Kind::Argument => any(&[ARGUMENTS]),
        Kind::Constant => any(&[CONSTANTS]),
        Kind::Field => false,
    };
    if reserved || NEVER_RAW.contains(&name_str) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name_str) {
        format!("r#{name}")
    } else {
        name
    }
}
