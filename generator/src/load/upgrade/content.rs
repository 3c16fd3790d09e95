//! What a string holds: `contentEncoding` and `contentMediaType`, for which 3.0 has formats.
//!
//! Invariant: no encoding is left, and one that is not decoded is a warning; of media types, that of a file is.

use super::Upgrader;
use super::schema::COMPOSED;
use crate::load::node::{Map, Node, Origin};

/// The kinds of text that media types beside `text/*` are of.
const TEXTS: [&str; 7] = [
    "json",
    "xml",
    "yaml",
    "javascript",
    "x-www-form-urlencoded",
    "csv",
    "sql",
];

impl Upgrader<'_> {
    /// Binary content of a string is a format in 3.0.
    pub(super) fn content(&mut self, members: &mut Map) {
        let encoding = members.shift_remove("contentEncoding");
        let media_type = members.shift_remove("contentMediaType");
        let of_bytes = media_type.filter(|node| node.as_str().is_some_and(is_binary));
        let format = match encoding {
            Some(encoding) => self.format_of(&encoding),
            None => of_bytes
                .as_ref()
                .map(|media_type| ("binary", media_type.origin)),
        };
        let Some((format, origin)) = format else {
            return;
        };
        let mut is_typed = COMPOSED.iter().chain(&["type", "enum"]);
        if !is_typed.any(|key| members.contains_key(*key)) {
            let string = Node::string("string", origin);
            members.insert("type".to_owned(), string);
        }
        // It is what a file in a form is announced as, where that is not the usual.
        let is_told = |node: &Node| node.as_str() != Some("application/octet-stream");
        if let Some(media_type) = of_bytes.filter(|node| format == "binary" && is_told(node)) {
            members.insert("contentMediaType".to_owned(), media_type);
        }
        let format = Node::string(format, origin);
        members.entry("format".to_owned()).or_insert(format);
    }

    /// The format of bytes that are encoded so; `None` for what is sent as the text that it is.
    fn format_of(&mut self, encoding: &Node) -> Option<(&'static str, Origin)> {
        let name = encoding.as_str().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "base64" => Some(("byte", encoding.origin)),
            "binary" => Some(("binary", encoding.origin)),
            "7bit" | "8bit" => None,
            _ => {
                self.warn(
                    "no-counterpart",
                    encoding.origin,
                    format!(
                        "`contentEncoding: {name}` is not decoded: the value is the encoded text"
                    ),
                    "write `base64`, if that is how the bytes travel; else encode them yourself",
                );
                None
            }
        }
    }
}

/// Whether a media type is one of bytes, and not of text that a string can hold.
pub(crate) fn is_binary(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    match essence.split_once('/') {
        None | Some(("text" | "message" | "multipart", _)) => false,
        Some((_, subtype)) => {
            !subtype
                .rsplit(['+', '.', '-'])
                .any(|part| TEXTS.contains(&part))
                && !TEXTS.contains(&subtype)
        }
    }
}
