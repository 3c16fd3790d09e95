//! Names outside of ASCII: two of them may look alike, which is the API's choice and no reason for a warning in its SDK.
//!
//! Invariant: the lints are let pass in the manifest, for the whole crate, since such a name may be used in any file.

use crate::ir::{Api, Operation, Shape, TypeDef};
use crate::names::Ident;

const ALLOWED: &str = "\
# The API's own names are what they are.
confusable_idents = \"allow\"
mixed_script_confusables = \"allow\"
uncommon_codepoints = \"allow\"
";

/// What the manifest says about letters that look like others, if a name has some that are not in ASCII.
pub(super) fn allowed(api: &Api) -> Option<&'static str> {
    let servers = api.service.servers.iter().map(|server| &server.name);
    let schemes = api.service.schemes.iter();
    let schemes = schemes.flat_map(|scheme| [&scheme.constant, &scheme.setter]);
    let resources = api.root.tree().map(|resource| &resource.type_name);
    let is_any_foreign = servers.chain(schemes).chain(resources).any(is_foreign)
        || api.types.iter().any(in_type)
        || api.operations().any(in_operation);
    is_any_foreign.then_some(ALLOWED)
}

fn in_type(def: &TypeDef) -> bool {
    let is_in_member = match &def.shape {
        Shape::Struct(shape) => shape.fields.iter().any(|field| is_foreign(&field.name)),
        Shape::Enum(shape) => shape.variants.iter().any(|one| is_foreign(&one.name)),
        Shape::Union(shape) => shape.variants.iter().any(|one| is_foreign(&one.name)),
    };
    is_in_member || is_foreign(&def.name)
}

fn in_operation(operation: &Operation) -> bool {
    let path = operation.path_params.iter().map(|param| &param.name);
    let params = operation.params.iter().flat_map(|params| &params.params);
    let params = params.map(|param| &param.field.name);
    is_foreign(&operation.name) || path.chain(params).any(is_foreign)
}

fn is_foreign(name: &Ident) -> bool {
    !name.as_str().is_ascii()
}
