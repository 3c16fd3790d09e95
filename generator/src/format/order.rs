//! The order of imports: rustfmt's, of the style of 2024.
//!
//! Invariant: only paths, names and groups of them are compared, which is all that emitters import; a name counts
//! without its `r#`.

use std::cmp::Ordering;

use syn::{UseTree, ext::IdentExt};

/// Whether it comes from the standard library. These stand first, in a block of their own.
pub(super) fn is_std(tree: &UseTree) -> bool {
    matches!(tree, UseTree::Path(path) if path.ident == "std")
}

/// Compares two imports of one block.
pub(super) fn compare(a: &UseTree, b: &UseTree) -> Ordering {
    match (a, b) {
        (UseTree::Path(a), UseTree::Path(b)) => {
            names(&a.ident, &b.ident).then_with(|| compare(&a.tree, &b.tree))
        }
        (UseTree::Name(a), UseTree::Name(b)) => names(&a.ident, &b.ident),
        (UseTree::Path(a), UseTree::Name(b)) => names(&a.ident, &b.ident).then(Ordering::Greater),
        (UseTree::Name(a), UseTree::Path(b)) => names(&a.ident, &b.ident).then(Ordering::Less),
        (UseTree::Group(_), UseTree::Group(_)) => Ordering::Equal,
        (UseTree::Group(_), _) => Ordering::Greater,
        (_, UseTree::Group(_)) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

/// Sorts what stands between the braces of an import.
pub(super) fn sort_names(tree: &mut UseTree) {
    match tree {
        UseTree::Path(path) => sort_names(&mut path.tree),
        UseTree::Group(group) => {
            group.items.iter_mut().for_each(sort_names);
            let mut items: Vec<UseTree> = std::mem::take(&mut group.items).into_iter().collect();
            items.sort_by(compare);
            group.items.extend(items);
        }
        UseTree::Name(_) | UseTree::Rename(_) | UseTree::Glob(_) => {}
    }
}

fn names(a: &syn::Ident, b: &syn::Ident) -> Ordering {
    let (a, b) = (a.unraw().to_string(), b.unraw().to_string());
    rank(&a).cmp(&rank(&b)).then_with(|| version(&a, &b))
}

fn rank(name: &str) -> u8 {
    match name {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        _ => 3,
    }
}

/// Compares as versions are compared: runs of digits by their value, `_` before everything else.
pub(super) fn version(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (Some(left), Some(right)) = (a.chars().next(), b.chars().next()) else {
            return a.len().cmp(&b.len());
        };
        let order = if left.is_ascii_digit() && right.is_ascii_digit() {
            let (x, y) = (digits(&mut a), digits(&mut b));
            x.trim_start_matches('0')
                .len()
                .cmp(&y.trim_start_matches('0').len())
                .then_with(|| x.trim_start_matches('0').cmp(y.trim_start_matches('0')))
                .then_with(|| y.len().cmp(&x.len()))
        } else {
            a = a.get(left.len_utf8()..).unwrap_or_default();
            b = b.get(right.len_utf8()..).unwrap_or_default();
            (left != '_', left).cmp(&(right != '_', right))
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn digits<'a>(text: &mut &'a str) -> &'a str {
    let end = text
        .find(|ch: char| !ch.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::version;

    #[test]
    fn names_are_ordered_as_rustfmt_orders_them() {
        let names = [
            "A_b", "A1", "A002", "A02", "A2", "A2b", "A10", "AB", "Aa", "B", "a",
        ];
        for pair in names.windows(2) {
            let [before, after] = pair else { continue };
            assert_eq!(version(before, after), Ordering::Less, "{before} {after}");
            assert_eq!(
                version(after, before),
                Ordering::Greater,
                "{before} {after}"
            );
        }
        assert_eq!(version("A1", "A1"), Ordering::Equal);
    }
}
