//! What a URL has to be for the paths of operations to be appended to it.
//!
//! Invariant: what is judged usable is what `BaseUrl` of the runtime takes.

use openapiv3::Server;
use url::{Host, ParseError, Url};

/// What becomes of a server.
pub(super) enum Base {
    Secure,
    /// Plain http to another machine.
    Plain,
    /// Where it leads depends on where the description was published.
    Relative,
    /// Why, and what to write instead.
    Unusable(String, &'static str),
}

/// What a base cannot have.
#[derive(Clone, Copy)]
pub(super) enum Part {
    User,
    Query,
    Fragment,
}

/// The beginning of a template that can be a base, and what was cut off.
pub(super) fn cut(template: &str) -> (String, Vec<Part>) {
    let mut parts = Vec::new();
    let mut url = template.trim();
    for (mark, part) in [('#', Part::Fragment), ('?', Part::Query)] {
        if let Some((before, _)) = url.split_once(mark) {
            url = before;
            parts.push(part);
        }
    }
    let start = url.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = url.split_at(start);
    let authority = rest.split(['/', '\\']).next().unwrap_or_default();
    let user = authority.rfind('@').filter(|_| start > 0);
    if user.is_some() {
        parts.push(Part::User);
    }
    let host = user.map_or(rest, |at| &rest[at + 1..]);
    (format!("{scheme}{host}"), parts)
}

/// A template with each variable replaced by its default. What a default holds is text, and no variable again: else a
/// few lines would give a URL of any length.
pub(super) fn with_defaults(template: &str, server: &Server) -> String {
    let mut url = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        url.push_str(before);
        let variable = from.split_once('}').and_then(|(name, after)| {
            let variable = server.variables.as_ref()?.get(name)?;
            Some((variable.default.as_str(), after))
        });
        let (text, after) = variable.unwrap_or(("{", from));
        url.push_str(text);
        rest = after;
    }
    url.push_str(rest);
    url
}

/// What becomes of a server, by its URL with all defaults.
pub(super) fn judge(url: &str, server: &Server) -> Base {
    let unusable = |why: &str, help| Base::Unusable(why.to_owned(), help);
    if let Some(name) = undescribed(server) {
        let why = format!("no variable `{name}` is described");
        return Base::Unusable(why, "describe it under `variables`, with its default");
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return match url.strip_prefix("//") {
            Some(_) => unusable(
                "it does not say whether to speak HTTPS",
                "write `https:` before it",
            ),
            None => Base::Relative,
        };
    };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return unusable(
            "the client speaks HTTP alone",
            "write a URL that begins with `https://` or `http://`",
        );
    }
    if rest.contains(['{', '}']) {
        return unusable(
            "it has a brace that belongs to no variable",
            "write the name of a variable between two braces, and describe it under `variables`",
        );
    }
    match Url::parse(url) {
        _ if rest.starts_with(['/', '\\']) => not_a_url(ParseError::EmptyHost),
        Err(error) => not_a_url(error),
        Ok(parsed) if has_more(&parsed) => unusable(
            "with the defaults of its variables it has a user's name, a query or a fragment, which a base URL cannot have",
            "write defaults without `@`, `?` and `#`",
        ),
        Ok(parsed) if parsed.scheme() == "http" && !is_loopback(&parsed) => Base::Plain,
        Ok(_) => Base::Secure,
    }
}

fn not_a_url(error: ParseError) -> Base {
    let help =
        "write a URL such as `https://api.example.com/v1`, also with the defaults of its variables";
    Base::Unusable(format!("it is no URL ({error})"), help)
}

/// A variable of the URL that the document does not describe.
fn undescribed(server: &Server) -> Option<&str> {
    let mut names = server.url.split('{').skip(1);
    names.find_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        let variables = server.variables.as_ref();
        let is_described = variables.is_some_and(|variables| variables.contains_key(name));
        (!is_described).then_some(name)
    })
}

fn has_more(url: &Url) -> bool {
    let has_user = !url.username().is_empty() || url.password().is_some();
    has_user || url.query().is_some() || url.fragment().is_some()
}

/// Whether the server is on this machine.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
