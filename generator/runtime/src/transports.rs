//! [`Transports`]: what a client sends through.
//!
//! Invariant: a connection is used only on the runtime that it was made on, so blocking calls, which run on
//! one of their own, have connections of their own.

use std::sync::Arc;
#[cfg(feature = "blocking")]
use std::sync::OnceLock;
use std::time::Duration;

use super::base_url::BaseUrl;
use super::error::Error;
use super::settings::Settings;
use super::transport::Transport;

/// The transport of a client, and the one of its blocking calls.
pub(super) struct Transports {
    awaited: Arc<dyn Transport>,
    /// Made by the first blocking call. A brought transport is the same for both.
    #[cfg(feature = "blocking")]
    blocking: OnceLock<Arc<dyn Transport>>,
    #[cfg(feature = "blocking")]
    brought: bool,
}

impl Transports {
    pub(super) fn new(
        brought: Option<Arc<dyn Transport>>,
        settings: &Settings,
        base_url: &BaseUrl,
    ) -> Result<Self, Error> {
        Ok(Self {
            #[cfg(feature = "blocking")]
            blocking: brought.clone().map(OnceLock::from).unwrap_or_default(),
            #[cfg(feature = "blocking")]
            brought: brought.is_some(),
            awaited: brought.map_or_else(|| own(settings, base_url), Ok)?,
        })
    }

    pub(super) fn awaited(&self) -> &dyn Transport {
        &*self.awaited
    }
}

#[cfg(feature = "blocking")]
impl Transports {
    pub(super) fn blocking(
        &self,
        settings: &Settings,
        base_url: &BaseUrl,
    ) -> Result<&dyn Transport, Error> {
        if let Some(transport) = self.blocking.get() {
            return Ok(&**transport);
        }
        let transport = own(settings, base_url)?;
        Ok(&**self.blocking.get_or_init(|| transport))
    }

    pub(super) const fn are_brought(&self) -> bool {
        self.brought
    }
}

fn own(settings: &Settings, base_url: &BaseUrl) -> Result<Arc<dyn Transport>, Error> {
    // A proxy would carry what must not leave the machine off it.
    let proxies = !base_url.is_loopback();
    included(settings.connect_timeout, proxies, base_url)
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn included(
    connect_timeout: Duration,
    proxies: bool,
    base_url: &BaseUrl,
) -> Result<Arc<dyn Transport>, Error> {
    let transport = super::transport::Reqwest::new(connect_timeout, proxies, base_url)?;
    Ok(Arc::new(transport))
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn included(_: Duration, _: bool, _: &BaseUrl) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::configuration(
        "without the features `rustls` and `native-tls`, set transport",
    ))
}
