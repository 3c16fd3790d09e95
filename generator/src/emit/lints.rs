//! What clippy has to let pass: names, limits and numbers of arguments that the API's description decides.
//!
//! Invariant: a lint is let pass only where it may have something to say.

use std::f64::consts;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Constant, Field, Operation, Rule, Shape, Type, TypeDef, Value};
use crate::names::Ident;

/// A function with more arguments than this, its `self` among them, is what clippy complains about.
const FEW_ARGUMENTS: usize = 7;

/// What clippy takes for names that nobody has thought about.
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

/// The constants that clippy would have written in place of numbers that are near them.
const CONSTANTS: &[f64] = &[
    consts::E,
    consts::FRAC_1_PI,
    consts::FRAC_1_SQRT_2,
    consts::FRAC_2_PI,
    consts::FRAC_2_SQRT_PI,
    consts::FRAC_PI_2,
    consts::FRAC_PI_3,
    consts::FRAC_PI_4,
    consts::FRAC_PI_6,
    consts::FRAC_PI_8,
    consts::LN_2,
    consts::LN_10,
    consts::LOG10_2,
    consts::LOG10_E,
    consts::LOG2_10,
    consts::LOG2_E,
    consts::PI,
    consts::SQRT_2,
    consts::TAU,
];

/// What the manifest says to clippy, if anything: of limits that look like mathematics' constants, and of names that look
/// like placeholders.
pub(super) fn allowed(api: &Api) -> Option<String> {
    let limits = approximate(api)
        .then_some("# The API's own limits are what they are.\napprox_constant = \"allow\"\n");
    let names = has_placeholder(api)
        .then_some("# The API's own names are what they are.\ndisallowed_names = \"allow\"\n");
    let allowed: String = limits.into_iter().chain(names).collect();
    (!allowed.is_empty()).then(|| format!("\n[lints.clippy]\n{allowed}"))
}

fn has_placeholder(api: &Api) -> bool {
    let in_type = |def: &TypeDef| match &def.shape {
        Shape::Struct(shape) => shape.fields.iter().any(|field| is_placeholder(&field.name)),
        Shape::Union(_) | Shape::Enum(_) => false,
    };
    let in_operation = |operation: &Operation| {
        let params = operation.params.iter().flat_map(|params| &params.params);
        let params = params.map(|param| &param.field.name);
        let path = operation.path_params.iter().map(|param| &param.name);
        params.chain(path).any(is_placeholder)
    };
    api.types.iter().any(in_type) || api.operations().any(in_operation)
}

fn is_placeholder(name: &Ident) -> bool {
    PLACEHOLDERS.contains(&name.as_str())
}

/// What stands before a function of so many arguments, each of which is there for this reason.
pub(super) fn many_arguments(count: usize, reason: &str) -> Option<TokenStream> {
    (count > FEW_ARGUMENTS).then(|| quote!(#[expect(clippy::too_many_arguments, reason = #reason)]))
}

/// What stands before a method: one that is called like the method of a trait takes what that takes at times.
pub(super) fn like_a_trait(operation: &Operation, arguments: usize) -> Option<TokenStream> {
    let reason = "the API calls it so";
    (operation.name.as_str() == "cmp" && arguments == 1)
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = #reason)]))
}

/// What stands before the `mod` line of a module in one that has the same name.
pub(super) fn inception(module: &Ident, parent: &str) -> Option<TokenStream> {
    let reason = "the API calls it so";
    (module.unraw() == parent).then(|| quote!(#[allow(clippy::module_inception, reason = #reason)]))
}

/// Whether a number that is written out looks like one of the constants.
fn approximate(api: &Api) -> bool {
    api.types.iter().any(in_type) || api.operations().any(in_operation)
}

fn in_type(def: &TypeDef) -> bool {
    match &def.shape {
        Shape::Struct(shape) => shape.fields.iter().chain(&shape.rest).any(in_field),
        Shape::Union(shape) => (shape.variants.iter()).any(|variant| in_value(&variant.value)),
        Shape::Enum(_) => false,
    }
}

fn in_operation(operation: &Operation) -> bool {
    let params = operation.params.iter().flat_map(|params| &params.params);
    let mut path = operation.path_params.iter();
    path.any(|param| in_value(&param.value))
        || params.map(|param| &param.field).any(in_field)
        || (operation.body.iter()).any(|body| in_value(&body.value))
}

fn in_field(field: &Field) -> bool {
    let is_near = |preset: &Constant| match preset {
        Constant::Number(literal) => is_near_constant(literal),
        _ => false,
    };
    field.preset.as_ref().is_some_and(is_near) || in_value(&field.value)
}

fn in_value(value: &Value) -> bool {
    let below = match &value.ty {
        Type::List(item) | Type::Map(item) => in_value(item),
        _ => false,
    };
    below || value.rules.iter().any(in_rule)
}

fn in_rule(rule: &Rule) -> bool {
    match rule {
        Rule::Minimum(limit)
        | Rule::Maximum(limit)
        | Rule::ExclusiveMinimum(limit)
        | Rule::ExclusiveMaximum(limit)
        | Rule::MultipleOf(limit) => is_near_constant(limit),
        _ => false,
    }
}

/// Whether a literal is one of the constants, cut off or rounded.
fn is_near_constant(literal: &str) -> bool {
    let digits = literal.trim_start_matches('-');
    let (Some((_, fraction)), Ok(number)) = (digits.split_once('.'), digits.parse::<f64>()) else {
        return false;
    };
    let precision = fraction.chars().fold(1.0, |precision, _| precision / 10.0);
    CONSTANTS.iter().any(|constant| {
        let shortest = if *constant > 3.0 { 4 } else { 5 };
        digits.len() >= shortest && (-precision / 2.0..precision).contains(&(constant - number))
    })
}

#[cfg(test)]
mod tests {
    use super::is_near_constant;

    #[test]
    fn numbers_are_near_a_constant_by_the_digits_that_they_have() {
        for literal in [
            "3.14",
            "-3.14159",
            "3.1416",
            "2.718",
            "2.7183",
            "6.28",
            "0.3183",
            "3.141592653589793",
        ] {
            assert!(is_near_constant(literal), "{literal}");
        }
        for literal in [
            "3", "3.1", "3.15", "0.1", "90.0", "2.5", "31.4159", "1e-7", "0.31", "3.14158",
        ] {
            assert!(!is_near_constant(literal), "{literal}");
        }
    }
}
