//! [`ServerTemplate`]: a server whose URL has variables.
//!
//! Invariant: a value that the description does not list stays in its place: it begins neither a query nor a
//! fragment, and names no user; and as a part of the host it begins neither a port nor a path, since what is
//! behind it would no longer be part of the host that the credential goes to. All of the host may have a port.

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

    /// The URL with these values, by the names of their variables. Those that are left out have their
    /// defaults.
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
        let foreign = self.foreign(name);
        let stays = !value.contains(|c: char| foreign.contains(c) || c.is_whitespace());
        let (fits, allowed) = match variable.values {
            [] => (stays, format!("text without {} and spaces", quoted(&foreign))),
            values => (values.contains(&value), values.join(", ")),
        };
        if fits {
            return Ok(());
        }
        Err(Error::configuration(format!(
            "the server's variable `{name}` can be: {allowed}"
        )))
    }

    /// The characters by which a value would leave the place of its variable.
    fn foreign(&self, name: &str) -> String {
        let variable = format!("{{{name}}}");
        let (scheme, rest) = self.url.split_once("//").unwrap_or(("", ""));
        let authority = rest.split('/').next().unwrap_or_default();
        let more = if authority == variable {
            // The caller names the host, and may name its port.
            "/"
        } else if scheme.contains(&variable) || authority.contains(&variable) {
            "/:"
        } else {
            ""
        };
        ["?#@\\{}", more].concat()
    }
}

fn quoted(characters: &str) -> String {
    characters.chars().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ")
}
