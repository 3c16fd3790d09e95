//! The IR as a surface: the crate, its client, and the tree of methods.
//!
//! Invariant: no two items have the same kind and name: what belongs to a resource begins with the accessors that
//! lead to it.

mod answers;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Argument, Item, Items, Kind, Remark, Signature, Surface, auth, place, rules, spelling,
};
use crate::ir::{Api, Operation, Resource, Scheme, SchemeKind, Service};

impl Surface {
    /// Describes an SDK.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let mut surface = Self {
            version: api.package.version.clone(),
            items: Items::new(),
        };
        surface.add(Kind::Package, &api.package.name, Item::default());
        surface.add_service(&api.service);
        for resource in api.root.tree() {
            surface.add_resource(resource, &api.service.schemes);
        }
        for definition in &api.types {
            surface.add_item(
                Kind::Type,
                definition.name.unraw(),
                types::describe(definition),
            );
        }
        surface
    }

    /// Adds an item that stands at its usual place.
    fn add(&mut self, kind: Kind, name: &str, mut item: Item) {
        item.place = place::usual(kind, &item, "");
        self.add_item(kind, name, item);
    }

    fn add_item(&mut self, kind: Kind, name: &str, item: Item) {
        self.items.insert((kind, name.to_owned()), item);
    }

    fn add_service(&mut self, service: &Service) {
        if let Some(secrets) = service.secrets_of_new() {
            let arguments = secrets
                .iter()
                .map(|scheme| secret(scheme.setter.unraw()))
                .collect();
            self.add(
                Kind::Constructor,
                "Client::new",
                Item::callable(arguments, ""),
            );
        }
        for scheme in &service.schemes {
            self.add(
                Kind::Credential,
                scheme.setter.unraw(),
                credential(scheme, &service.env_prefix),
            );
        }
        for (index, server) in service.servers.iter().enumerate() {
            let mut item = Item::default();
            item.remarks.insert(Remark::Url, server.url.clone());
            if index == 0 {
                item.abilities.insert("default".to_owned());
            }
            self.add(Kind::Server, server.name.unraw(), item);
        }
    }

    /// Adds a resource with its methods, without what is below it.
    fn add_resource(&mut self, resource: &Resource, schemes: &[Scheme]) {
        if !resource.path.is_empty() {
            let item = Item {
                signature: Signature::Type(resource.type_name.to_string()),
                ..Item::default()
            };
            self.add(Kind::Resource, &resource.dotted_path(), item);
        }
        for operation in &resource.operations {
            let name = match resource.dotted_path().as_str() {
                "" => operation.name.unraw().to_owned(),
                path => format!("{path}.{}", operation.name.unraw()),
            };
            self.add(Kind::Method, &name, method(operation, schemes));
            self.add_supporting(resource, operation);
        }
    }

    /// Adds what a method takes and answers, where that is no type of the API.
    fn add_supporting(&mut self, resource: &Resource, operation: &Operation) {
        // A keyword, so that no resource has that name.
        let owner = match resource.path.as_slice() {
            [] => "crate".to_owned(),
            _ => resource.dotted_path(),
        };
        if let Some(params) = &operation.params {
            let name = format!("{owner}.{}", params.type_name.unraw());
            self.add_item(Kind::Type, &name, types::params(operation, params));
        }
        for (name, item) in answers::enums(operation) {
            self.add_item(Kind::Type, &format!("{owner}.{name}"), item);
        }
        for header in &operation.headers {
            let name = format!("{owner}.{}", header.constant.unraw());
            self.add(Kind::Header, &name, answers::header(header));
        }
    }
}

impl Item {
    fn callable(arguments: Vec<Argument>, result: impl Into<String>) -> Self {
        let result = result.into();
        Self {
            signature: Signature::Call { arguments, result },
            ..Self::default()
        }
    }

    fn deprecated(mut self, note: Option<&String>) -> Self {
        let note = note.map(|note| (Remark::Deprecated, note.clone()));
        self.remarks.extend(note);
        self
    }

    fn able(mut self, abilities: &[(&str, bool)]) -> Self {
        let granted = abilities.iter().filter(|(_, granted)| *granted);
        self.abilities
            .extend(granted.map(|(name, _)| (*name).to_owned()));
        self
    }

    /// Adds the name on the wire; what has none is called what it is.
    fn on_the_wire(mut self, wire: &str, name: &str) -> Self {
        let wire = if wire.is_empty() { name } else { wire };
        self.remarks.insert(Remark::Wire, wire.to_owned());
        self
    }
}

fn secret(name: &str) -> Argument {
    Argument::new(name, "impl Into<String>")
}

fn credential(scheme: &Scheme, env_prefix: &str) -> Item {
    let mut variables = vec![scheme.env.clone()];
    let arguments = if scheme.kind == SchemeKind::Basic {
        variables.push(format!("{env_prefix}_USERNAME"));
        vec![secret("username"), secret("password")]
    } else {
        vec![secret(scheme.setter.unraw())]
    };
    let sent = match &scheme.kind {
        SchemeKind::Header(name) => format!("header {name}"),
        SchemeKind::Query(name) => format!("query {name}"),
        SchemeKind::Cookie(name) => format!("cookie {name}"),
        SchemeKind::Prefixed(name, word) if name == "Authorization" && word == "Bearer" => {
            "bearer".to_owned()
        }
        SchemeKind::Prefixed(name, word) => format!("header {name} {word}"),
        SchemeKind::Basic => "basic".to_owned(),
    };
    Item {
        abilities: BTreeSet::from_iter(variables),
        remarks: BTreeMap::from([(Remark::Sent, sent)]),
        ..Item::callable(arguments, "")
    }
    .on_the_wire(&scheme.wire, scheme.setter.unraw())
}

fn method(operation: &Operation, schemes: &[Scheme]) -> Item {
    let path = operation
        .path_params
        .iter()
        .map(|param| Argument::new(param.name.unraw(), spelling::path_param(param)));
    let params = operation
        .params
        .iter()
        .map(|params| Argument::new("params", params.type_name.as_str()));
    let body = operation
        .body
        .iter()
        .map(|body| Argument::new("body", spelling::body(body)));
    let arguments = path.chain(params).chain(body).collect();
    let mut item = Item::callable(arguments, spelling::success(&operation.success));
    let body = operation.body.iter();
    item.rules = body.flat_map(rules::of_body).collect();
    let path = operation.path_params.iter();
    item.rules
        .extend(path.flat_map(|param| rules::below(param.name.unraw(), &param.value)));
    let http = format!("{} {}", operation.method, operation.path);
    item.remarks.insert(Remark::Http, http);
    item.remarks.extend(auth(operation, schemes));
    if operation.idempotent {
        item.remarks.insert(Remark::Idempotent, "true".to_owned());
    }
    item.deprecated(operation.deprecated.as_ref())
}

/// The alternatives of credentials by the names of their setters.
fn auth(operation: &Operation, schemes: &[Scheme]) -> Option<(Remark, String)> {
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().filter_map(|index| schemes.get(*index));
        schemes.map(|scheme| scheme.setter.unraw())
    });
    let text = (!operation.security.is_empty()).then(|| auth::spelled(alternatives));
    text.map(|text| (Remark::Auth, text))
}
