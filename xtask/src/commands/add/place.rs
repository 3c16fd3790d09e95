//! Where a docs page belongs: its place in the SDK, which is its path below the folder of pages.
//!
//! Invariant: a place is said by the path or by the caller, and never guessed, since it is the name of a
//! method that is there to stay.

use std::collections::BTreeMap;
use std::path::Path;

use generator::load::page_stem;

use crate::Failure;
use crate::cli::Add;

/// The folders below which the path of a page is its place: that of this repository, and that of the
/// published docs.
const ROOTS: [&str; 2] = ["pages", "api-reference"];

/// The files by the places of their pages.
pub(super) fn places(arguments: &Add) -> Result<BTreeMap<String, &Path>, Failure> {
    let mut places = BTreeMap::new();
    for file in &arguments.files {
        let place = place(file, arguments)?;
        if let Some(other) = places.insert(place.clone(), file.as_path()) {
            return Err(Failure::Refused(format!(
                "{} and {} are both the page {place}; add one of them",
                other.display(),
                file.display()
            )));
        }
    }
    Ok(places)
}

/// The place of a page: what `--as` says, or else what follows the last of the [`ROOTS`] in its path.
fn place(file: &Path, arguments: &Add) -> Result<String, Failure> {
    if file.is_dir() {
        return Err(Failure::Refused(format!(
            "{} is a folder; give the pages in it one by one, such as `{}/*.md`",
            file.display(),
            file.display()
        )));
    }
    let place = match &arguments.place {
        Some(_) if arguments.files.len() > 1 => {
            return Err(Failure::Refused(
                "--as is the place of one page; add the others with calls of their own".to_owned(),
            ));
        }
        Some(place) => place.clone(),
        None => below_root(file).ok_or_else(|| Failure::Refused(undecided(file)))?,
    };
    let place = page_stem(&place).unwrap_or(&place);
    if !place.split('/').all(is_plain) {
        return Err(Failure::Refused(format!(
            "`{place}` is no place of a page: one is made of letters, digits, `-` and `_`, with `/` between \
             its names; give another one with --as"
        )));
    }
    Ok(place.to_owned())
}

fn below_root(file: &Path) -> Option<String> {
    let parts: Vec<&str> = file
        .iter()
        .map(|part| part.to_str())
        .collect::<Option<_>>()?;
    let root = parts.iter().rposition(|part| ROOTS.contains(part))?;
    parts.get(root + 1..).map(|place| place.join("/"))
}

fn undecided(file: &Path) -> String {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = name.replace(|c| !is_allowed(c), "-");
    format!(
        "where {} belongs cannot be told from its path; say it with --as, such as `--as agents/{name}` for \
         the method `{name}` of `client.agents()`",
        file.display()
    )
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_allowed)
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(files: &[&str], place: Option<&str>) -> Add {
        Add {
            files: files.iter().map(Into::into).collect(),
            place: place.map(str::to_owned),
            replace: false,
            dry_run: false,
        }
    }

    fn places_of(files: &[&str], given: Option<&str>) -> Result<Vec<String>, String> {
        let arguments = add(files, given);
        let found = places(&arguments).map_err(|failure| failure.to_string())?;
        Ok(found.into_keys().collect())
    }

    #[test]
    fn the_path_is_the_place_unless_another_one_is_given() {
        for (file, given, place) in [
            ("specs/pages/agents/create.md", None, "agents/create"),
            ("/old/pages/new/pages/list.md", None, "list"),
            (
                "docs.wassist.app/api-reference/phone-numbers/get.md",
                None,
                "phone-numbers/get",
            ),
            ("create.md", Some("agents/create"), "agents/create"),
            ("api-reference/agents/create.mdx", None, "agents/create"),
            (
                "pages/agents/create.md",
                Some("bots/create.md"),
                "bots/create",
            ),
        ] {
            assert_eq!(
                places_of(&[file], given),
                Ok(vec![place.to_owned()]),
                "{file}"
            );
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for (files, given, reason) in [
            (
                &["create.md"][..],
                None,
                "say it with --as, such as `--as agents/create`",
            ),
            (
                &["my page.md"],
                None,
                "say it with --as, such as `--as agents/my-page`",
            ),
            (&["create.md"], Some("../create"), "`../create` is no place"),
            (&["create.md"], Some("/agents/create"), "is no place"),
            (&["create.md"], Some(""), "is no place"),
            (&["pages/my page.md"], None, "`my page` is no place"),
            (&["pages"], None, "is no place"),
            (
                &["a.md", "b.md"],
                Some("c"),
                "--as is the place of one page",
            ),
            (
                &["x/pages/a.md", "y/pages/a.md"],
                None,
                "are both the page a",
            ),
        ] {
            let refused = places_of(files, given).unwrap_err();
            assert!(refused.contains(reason), "{files:?}: {refused}");
        }
    }
}
