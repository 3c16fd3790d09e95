//! Credentials and the base URL from the environment.
//!
//! Invariant: a value is taken without the white space around it, and an empty one is as good as none.

use std::env;

use super::api::{Api, Scheme, SchemeKind};
use super::credential::Given;
use super::error::Error;
use super::secret::Secret;

/// `<prefix>_BASE_URL`.
pub(super) fn base_url(api: &Api) -> Result<Option<String>, Error> {
    let url = variable(&format!("{}_BASE_URL", api.env_prefix))?;
    Ok(url.map(|url| url.expose().to_owned()))
}

/// The credential for a scheme.
pub(super) fn given(api: &Api, scheme: &Scheme) -> Result<Option<Given>, Error> {
    let Some(secret) = variable(scheme.env)? else {
        return Ok(None);
    };
    if scheme.kind != SchemeKind::Basic {
        return Ok(Some(Given::Token(secret)));
    }
    let user = variable(&user_name(api))?;
    Ok(user.map(|user| Given::Login {
        user: user.expose().to_owned(),
        password: secret,
    }))
}

/// The variables that hold the credential for a scheme.
pub(super) fn names(api: &Api, scheme: &Scheme) -> String {
    match scheme.kind {
        SchemeKind::Basic => format!("{} and {}", user_name(api), scheme.env),
        _ => scheme.env.to_owned(),
    }
}

fn user_name(api: &Api) -> String {
    format!("{}_USERNAME", api.env_prefix)
}

fn variable(name: &str) -> Result<Option<Secret>, Error> {
    match env::var(name) {
        Ok(value) => {
            Ok(Some(Secret::trimmed(value)).filter(|value| !value.expose().is_empty()))
        }
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => {
            Err(Error::configuration(format!("the variable {name} is not Unicode")))
        }
    }
}
