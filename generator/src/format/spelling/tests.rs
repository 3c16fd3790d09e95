//! Spaces where rustfmt has them.

use proc_macro2::{TokenStream, TokenTree};

use super::spelled;

#[test]
fn spaces_are_where_rustfmt_has_them() -> Result<(), proc_macro2::LexError> {
    let lines = [
        "limit: i64 = Some(limit)",
        "tags: impl IntoIterator<Item = impl Into<String>> = Some(tags.into_iter().map(Into::into).collect())",
        "map(|(key, value)| (key.into(), value.into()))",
        r#"Text [rule::max_length(20), rule::pattern(&["^a$"])] dive"#,
        "Minus1 = -1",
        r#"#[deprecated(note = "use `b`")]"#,
        r#"LIST = Get "/a/{id}" "list" [[0], [1, 2]]"#,
        "Option<Box<crate::types::Card>>",
        "Paint: Default",
        r#"Bird = "owl" | "tit" | "wren", Flag = true | false"#,
    ];
    for line in lines {
        let tokens: Vec<TokenTree> = line.parse::<TokenStream>()?.into_iter().collect();
        assert_eq!(spelled(&tokens), line);
    }
    Ok(())
}
