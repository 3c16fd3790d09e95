//! [`Client`]: one server, its credentials and its connections.
//!
//! Invariant: cloning is one atomic increment, and `Debug` shows no credential. [`Client`] has no method here,
//! since every name of a method may be the name of one of the API's resources.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use super::api::{Api, Operation};
use super::base_url::BaseUrl;
use super::credential::Credential;
use super::error::Error;
use super::hook::Hook;
use super::settings::Settings;
use super::transports::Transports;

/// A client of the API: where its requests go, and as whom.
///
/// Clones share their connections; make one client and clone it wherever it is needed. A connection lives on the Tokio
/// runtime on which it was made: a program with several has a client for each, lest a call waits for one that stands still.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
}

/// What all clones of a client share.
pub(super) struct Shared {
    pub(super) api: &'static Api,
    pub(super) base_url: BaseUrl,
    /// By the index of their scheme.
    pub(super) credentials: Vec<Option<Credential>>,
    pub(super) user_agent: HeaderValue,
    pub(super) settings: Settings,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) transports: Transports,
}

impl Shared {
    /// The schemes that an operation is sent with: the first alternative that is complete, and only if there
    /// is no other, one that is empty. `has` tells which schemes there is a credential for.
    pub(super) fn schemes_for(
        &self,
        operation: &Operation,
        has: impl Fn(usize) -> bool,
    ) -> Result<&'static [usize], Error> {
        let has = |schemes: &[usize]| schemes.iter().all(|scheme| has(*scheme));
        let mut complete = operation.security.iter().filter(|schemes| has(schemes));
        match complete
            .clone()
            .find(|schemes| !schemes.is_empty())
            .or_else(|| complete.next())
        {
            Some(schemes) => Ok(schemes),
            None if operation.security.is_empty() => Ok(&[]),
            None => Err(Error::configuration(format!(
                "{} needs {}; set it on the client's builder",
                operation.id,
                self.wanted(operation)
            ))),
        }
    }

    /// The credential for a scheme, if the caller gave one.
    pub(super) fn credential(&self, scheme: usize) -> Option<&Credential> {
        self.credentials.get(scheme)?.as_ref()
    }

    fn wanted(&self, operation: &Operation) -> String {
        let name = |scheme: &usize| {
            self.api.schemes.get(*scheme).map_or("?", |scheme| scheme.name)
        };
        let alternative = |schemes: &&[usize]| {
            schemes.iter().map(name).collect::<Vec<_>>().join(" and ")
        };
        let alternatives =
            operation.security.iter().map(alternative).collect::<Vec<_>>();
        format!("the credential {}", alternatives.join(", or "))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url.as_str())
            .finish_non_exhaustive()
    }
}
