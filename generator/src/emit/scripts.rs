//! Whether an API has names outside of ASCII: two of them may look alike, which is the API's choice and no reason
//! for a warning in its SDK.
//!
//! Invariant: the lints are let pass in the manifest, for the whole crate, since such a name may be used in any file.

use crate::ir::{Api, Operation, Resource, Shape, TypeDef};
use crate::names::Ident;

/// What the manifest says then about letters that look like others.
pub(super) const ALLOWED: &str = "\
# The API's own names are what they are.
confusable_idents = \"allow\"
mixed_script_confusables = \"allow\"
uncommon_codepoints = \"allow\"
";

/// Whether any name is not in ASCII.
pub(super) fn are_several(api: &Api) -> bool {
    let servers = api.service.servers.iter().map(|server| &server.name);
    let schemes = api.service.schemes.iter();
    let schemes = schemes.flat_map(|scheme| [&scheme.constant, &scheme.setter]);
    servers.chain(schemes).any(is_foreign)
        || api.types.iter().any(in_type)
        || in_resource(&api.root)
}

fn in_type(def: &TypeDef) -> bool {
    is_foreign(&def.name)
        || match &def.shape {
            Shape::Struct(shape) => shape.fields.iter().any(|field| is_foreign(&field.name)),
            Shape::Enum(shape) => shape
                .variants
                .iter()
                .any(|variant| is_foreign(&variant.name)),
            Shape::Union(shape) => shape
                .variants
                .iter()
                .any(|variant| is_foreign(&variant.name)),
        }
}

fn in_resource(resource: &Resource) -> bool {
    is_foreign(&resource.type_name)
        || resource.operations.iter().any(in_operation)
        || resource.children.iter().any(in_resource)
}

fn in_operation(operation: &Operation) -> bool {
    let params = operation.params.iter().flat_map(|params| &params.params);
    is_foreign(&operation.name)
        || operation
            .path_params
            .iter()
            .any(|param| is_foreign(&param.name))
        || params.map(|param| &param.field.name).any(is_foreign)
}

fn is_foreign(name: &Ident) -> bool {
    !name.as_str().is_ascii()
}
