//! What every request shares: the servers, the ways to authenticate, and what callers set for both.
//!
//! Invariant: a scheme is known by its position in the list of all that count.

use super::Lowering;
use super::security::header;
use crate::ir::Service;
use crate::load::Node;
use crate::names::{self, Kind};

impl Lowering<'_> {
    /// Reads a node as a typed part of the specification; `None`, with a finding, if it is none.
    pub(super) fn read<T: serde::de::DeserializeOwned>(
        &mut self,
        node: &Node,
        what: &str,
    ) -> Option<T> {
        match serde_json::from_value(node.to_value()) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = format!("this is no valid {what} ({error}); it is left out");
                self.warn(
                    "invalid-object",
                    node.origin,
                    message,
                    "see the OpenAPI specification for its form",
                );
                None
            }
        }
    }

    pub(super) fn service(&mut self, package: &str) -> Service {
        self.check_own_servers();
        let env_prefix = names::ident(Kind::Constant, package).to_string();
        let schemes = self.schemes(&env_prefix);
        let wires = schemes.iter().map(|scheme| scheme.wire.clone());
        self.scheme_numbers = wires.zip(0..).collect();
        self.scheme_headers = schemes.iter().map(|scheme| header(&scheme.kind)).collect();
        Service {
            servers: self.servers(),
            schemes,
            env_prefix,
            // These are known when all operations are.
            short: None,
            optional_credentials: false,
        }
    }
}
