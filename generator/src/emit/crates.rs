//! Which crates the API's types need beside those of the runtime.
//!
//! Invariant: every place that has a type is looked at, whether it is sent or received, and the names are entries of
//! the runtime's `[dev-dependencies]`.

use std::collections::BTreeSet;

use crate::ir::{Api, Content, Operation, Shape, Success, Type, TypeDef, Value};

/// The crates' names.
pub(super) fn of_types(api: &Api) -> BTreeSet<&'static str> {
    let mut crates = BTreeSet::new();
    for def in &api.types {
        of_type(def, &mut crates);
    }
    for operation in api.operations() {
        of_operation(operation, &mut crates);
    }
    crates
}

fn of_type(def: &TypeDef, crates: &mut BTreeSet<&'static str>) {
    match &def.shape {
        Shape::Struct(shape) => {
            for field in shape.fields.iter().chain(&shape.rest) {
                of_value(&field.value, crates);
            }
        }
        Shape::Union(shape) => {
            for variant in &shape.variants {
                of_value(&variant.value, crates);
            }
        }
        Shape::Enum(_) => {}
    }
}

fn of_operation(operation: &Operation, crates: &mut BTreeSet<&'static str>) {
    let path = operation.path_params.iter().map(|param| &param.value);
    let params = operation.params.iter().flat_map(|params| &params.params);
    let params = params.map(|param| &param.field.value);
    let body = operation.body.iter().map(|body| &body.value);
    let errors = operation.errors.declared.iter();
    let errors = errors.filter_map(|error| error.content.value());
    let headers = operation.headers.iter().map(|header| &header.value);
    let sent = path.chain(params).chain(body);
    let received = answer(&operation.success).into_iter().chain(errors);
    for value in sent.chain(received).chain(headers) {
        of_value(value, crates);
    }
}

fn answer(success: &Success) -> Vec<&Value> {
    match success {
        Success::Page(page) => vec![&page.item],
        Success::One(content) => content.value().into_iter().collect(),
        Success::ByStatus(answers) => {
            let contents = answers.variants.iter().map(|variant| &variant.content);
            contents.filter_map(Content::value).collect()
        }
    }
}

fn of_value(value: &Value, crates: &mut BTreeSet<&'static str>) {
    let name = match &value.ty {
        Type::Uuid => "uuid",
        Type::DateTime | Type::Date => "chrono",
        Type::Decimal => "rust_decimal",
        Type::List(item) | Type::Map(item) => return of_value(item, crates),
        _ => return,
    };
    crates.insert(name);
}
