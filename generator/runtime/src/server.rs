//! [`ServerTemplate`]: a server whose URL has variables.
//!
//! Invariant: a value that the description does not list stays in its place: it begins neither a query nor a
//! fragment, and names no user; and as a part of the host it is there, and begins neither a port nor a path, since what
//! is behind it would no longer be part of the host that the credential goes to. All of the host may have a port. What
//! stands at the end of the host and is a path by its default stays a path.

use super::error::Error;

/// The URL of a server, with variables in braces.
#[derive(Debug, Clone, Copy)]
pub struct ServerTemplate {
    /// The URL as the API's description writes it.
    pub url: &'static str,
    /// What stands in braces in it.
    pub variables: &'static [ServerVariable],
}

/// A variable of a server's URL.
#[derive(Debug, Clone, Copy)]
pub struct ServerVariable {
    /// What stands between the braces.
    pub name: &'static str,
    /// The value that it has unless the caller gives another one.
    pub default: &'static str,
    /// The values that it can have; empty if it can have any.
    pub values: &'static [&'static str],
}

impl ServerTemplate {
    /// A variable of a server, its default, and the values that it can have; none for any.
    #[must_use]
    pub const fn variable(
        name: &'static str,
        default: &'static str,
        values: &'static [&'static str],
    ) -> ServerVariable {
        ServerVariable { name, default, values }
    }

    /// The URL of one of several servers: see [`with`](ServerTemplate::with).
    ///
    /// # Errors
    ///
    /// As [`with`](ServerTemplate::with), and if there is no such server.
    pub fn url_of(
        servers: &[Self],
        server: usize,
        values: &[(&str, &str)],
    ) -> Result<String, Error> {
        let known = servers.get(server);
        known
            .ok_or_else(|| Error::configuration("there is no such server"))?
            .with(values)
    }

    /// The URL with these values, by the names of their variables. Those that are left out have their defaults.
    ///
    /// # Errors
    ///
    /// [`Configuration`](super::ErrorKind::Configuration) if there is no such variable, or it cannot have
    /// this value.
    pub fn with(&self, values: &[(&str, &str)]) -> Result<String, Error> {
        for (name, value) in values {
            self.check(name, value)?;
        }
        let mut url = self.url.to_owned();
        for variable in self.variables {
            let given = values.iter().find(|(name, _)| *name == variable.name);
            let value = given.map_or(variable.default, |(_, value)| *value);
            url = url.replace(&format!("{{{}}}", variable.name), value);
        }
        Ok(url)
    }

    fn check(&self, name: &str, value: &str) -> Result<(), Error> {
        let variable = self.variables.iter().find(|variable| variable.name == name);
        let Some(variable) = variable else {
            let known =
                self.variables.iter().map(|variable| variable.name).collect::<Vec<_>>();
            return Err(Error::configuration(format!(
                "the server has no variable `{}`, but these: {}",
                name.escape_debug(),
                known.join(", ")
            )));
        };
        let (fits, allowed) = match variable.values {
            [] => self.keeps_its_place(variable, value),
            values => (values.contains(&value), values.join(", ")),
        };
        if fits {
            return Ok(());
        }
        Err(Error::configuration(format!(
            "the server's variable `{name}` can be: {allowed}"
        )))
    }

    /// Whether a value stays in the place of its variable, and what does.
    fn keeps_its_place(&self, variable: &ServerVariable, value: &str) -> (bool, String) {
        let placeholder = format!("{{{}}}", variable.name);
        let (scheme, rest) = self.url.split_once("//").unwrap_or(("", ""));
        let front = rest.split('/').next().unwrap_or_default();
        let host = self.host(front);
        let is_part = scheme.contains(&placeholder) || host.contains(&placeholder);
        let (more, demand) = match front.contains(&placeholder) {
            // The caller names the host, and may name its port.
            _ if host == placeholder => ("/", ", and not empty"),
            _ if is_part => ("/:", ", and not empty"),
            true => ("", ", with a `/` first"),
            false => ("", ""),
        };
        let foreign = ["?#@\\{}", more].concat();
        let stays = !value.contains(|c: char| foreign.contains(c) || c.is_whitespace());
        let fits = match value {
            "" => !is_part || variable.default.is_empty(),
            value => is_part || demand.is_empty() || value.starts_with('/'),
        };
        (stays && fits, format!("text without {} and spaces{demand}", quoted(&foreign)))
    }

    /// What stands before the first slash, without the variables at its end that begin a path.
    fn host<'f>(&self, front: &'f str) -> &'f str {
        let begins_path = |default: &str| default.is_empty() || default.starts_with('/');
        let before = self.variables.iter().find_map(|variable| {
            let before = front.strip_suffix(&format!("{{{}}}", variable.name))?;
            (begins_path(variable.default) && !before.is_empty()).then_some(before)
        });
        before.map_or(front, |before| self.host(before))
    }
}

fn quoted(characters: &str) -> String {
    characters.chars().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ")
}
