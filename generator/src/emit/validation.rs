//! Rules as `garde` attributes.
//!
//! garde applies `length` and `range` through an `Option` by itself, `dive` through everything; any other
//! rule has to be led inside by `inner`.
//!
//! Invariant: a rule of the IR is checked at whatever depth of lists, maps and options it stands. Only what is in a
//! `Lenient` is not checked.

#[cfg(test)]
mod tests;

use proc_macro2::{Ident as Name, Literal, Span, TokenStream};
use quote::quote;

use super::constants::number;
use super::scope::Scope;
use super::wire_fields::validated_type;
use crate::ir::{Field, Rule, State, Type, Value};

/// One entry of a `garde` attribute.
enum Check {
    /// `length` or `range`.
    BuiltIn(TokenStream),
    /// `custom`.
    Custom(TokenStream),
    /// The checks of what is inside a list or an option.
    Inner(Vec<Check>),
    /// The rules of the value's own type.
    Dive,
}

/// The attribute of a field in a type that derives `garde::Validate`, if anything is checked in it.
pub(super) fn attribute(field: &Field, scope: &mut Scope) -> Option<TokenStream> {
    let checks = checks(&field.value, scope);
    let checks = match field.state {
        State::Plain => checks,
        State::Optional | State::Nullable => through_option(checks, scope),
        State::Patch => through_patch(checks, scope),
        State::Lenient => Vec::new(),
    };
    (!checks.is_empty()).then(|| garde(&checks))
}

/// The attribute of the payload of a variant.
pub(super) fn payload_attribute(payload: &Value, scope: &mut Scope) -> TokenStream {
    garde(&checks(payload, scope))
}

fn garde(checks: &[Check]) -> TokenStream {
    if checks.is_empty() {
        quote!(#[garde(skip)])
    } else {
        let checks = checks.iter().map(entry);
        quote!(#[garde(#(#checks),*)])
    }
}

fn entry(check: &Check) -> TokenStream {
    match check {
        Check::BuiltIn(tokens) => tokens.clone(),
        Check::Custom(rule) => quote!(custom(#rule)),
        Check::Inner(checks) => {
            let checks = checks.iter().map(entry);
            quote!(inner(#(#checks),*))
        }
        Check::Dive => quote!(dive),
    }
}

fn checks(value: &Value, scope: &mut Scope) -> Vec<Check> {
    let mut checks = built_in(&value.rules);
    for rule in &value.rules {
        checks.extend(custom(rule, scope).map(Check::Custom));
    }
    match &value.ty {
        Type::Named {
            validated: true, ..
        } => checks.push(Check::Dive),
        Type::List(item) => checks.extend(of_items(item, scope)),
        Type::Map(item) => checks.extend(of_values(item, scope)),
        _ => {}
    }
    checks
}

/// garde dives through lists by itself, but then takes no `inner` beside it: the runtime leads what other
/// rules there are to the items.
fn of_items(item: &Value, scope: &mut Scope) -> Vec<Check> {
    if validated_type(item).is_some() {
        return dive_and(led_inside(item, "items", scope));
    }
    let mut inside = checks(item, scope);
    if item.nullable {
        inside = through_option(inside, scope);
    }
    if inside.is_empty() {
        Vec::new()
    } else {
        vec![Check::Inner(inside)]
    }
}

/// garde has no `inner` for maps, so the runtime leads the rules to their values.
fn of_values(item: &Value, scope: &mut Scope) -> Vec<Check> {
    let rules = led_inside(item, "values", scope);
    if validated_type(item).is_some() {
        dive_and(rules)
    } else {
        rules.into_iter().map(Check::Custom).collect()
    }
}

fn dive_and(rules: Vec<TokenStream>) -> Vec<Check> {
    std::iter::once(Check::Dive)
        .chain(rules.into_iter().map(Check::Custom))
        .collect()
}

/// The rules of items as rules of their list or map.
fn led_inside(item: &Value, way: &str, scope: &mut Scope) -> Vec<TokenStream> {
    let way = name(way);
    rules(item, scope)
        .into_iter()
        .map(|rule| match item.nullable {
            true => quote!(rule::present(#rule)),
            false => rule,
        })
        .map(|rule| quote!(rule::#way(#rule)))
        .collect()
}

/// Everything that is checked in a value, but for the rules of its type, as rules of the runtime.
pub(super) fn rules(value: &Value, scope: &mut Scope) -> Vec<TokenStream> {
    let own = value.rules.iter();
    let mut rules: Vec<TokenStream> = own.map(|rule| typed(rule, &value.ty, scope)).collect();
    match &value.ty {
        Type::List(item) => rules.extend(led_inside(item, "items", scope)),
        Type::Map(item) => rules.extend(led_inside(item, "values", scope)),
        _ => {}
    }
    rules
}

/// The rules of a value that is checked by itself.
pub(super) fn list(value: &Value, scope: &mut Scope) -> TokenStream {
    let rules = rules(value, scope);
    quote!(&[#(&#rules),*])
}

/// The rules on how many members a body has, if there are any.
pub(super) fn members(rules: &[Rule], scope: &mut Scope) -> Option<TokenStream> {
    let calls: Vec<TokenStream> = rules.iter().map(|rule| call(rule, scope)).collect();
    (!calls.is_empty()).then(|| quote!(&[#(&#calls),*]))
}

/// A rule that another one leads to its value, which says too little about the type for some.
fn typed(rule: &Rule, ty: &Type, scope: &mut Scope) -> TokenStream {
    match (rule, ty) {
        (Rule::Pattern(pattern, spelling), Type::String) => {
            let (module, spellings) = (scope.runtime("rule"), spellings(pattern, spelling));
            quote!(#module::pattern::<str>(#spellings))
        }
        _ => call(rule, scope),
    }
}

/// Checks of a value as checks of an option of it.
fn through_option(checks: Vec<Check>, scope: &mut Scope) -> Vec<Check> {
    let is_direct = |check: &Check| matches!(check, Check::BuiltIn(_) | Check::Dive);
    through(checks, is_direct, "present", scope)
}

/// Checks of a value as checks of what a partial update does to it.
fn through_patch(checks: Vec<Check>, scope: &mut Scope) -> Vec<Check> {
    through(checks, |check| matches!(check, Check::Dive), "set", scope)
}

/// Leads the checks that garde does not lead itself through a wrapper: by `inner`, or beside `dive` by the
/// runtime's `way`.
fn through(
    checks: Vec<Check>,
    is_direct: impl Fn(&Check) -> bool,
    way: &str,
    scope: &mut Scope,
) -> Vec<Check> {
    let dives = checks.iter().any(|check| matches!(check, Check::Dive));
    let (mut direct, inside): (Vec<Check>, Vec<Check>) = checks.into_iter().partition(is_direct);
    if inside.is_empty() {
        return direct;
    }
    if dives {
        let way = name(way);
        direct.extend(inside.into_iter().map(|check| match check {
            Check::Custom(rule) => {
                let module = scope.runtime("rule");
                Check::Custom(quote!(#module::#way(#rule)))
            }
            check => check,
        }));
    } else {
        direct.push(Check::Inner(inside));
    }
    direct
}

/// `length` and `range`, each at most once.
fn built_in(rules: &[Rule]) -> Vec<Check> {
    let mut length = Vec::new();
    let mut range = Vec::new();
    for rule in rules {
        match rule {
            Rule::MinLength(limit) => length.push(bound("min", count(*limit))),
            Rule::MaxLength(limit) => length.push(bound("max", count(*limit))),
            Rule::Minimum(limit) => range.push(bound("min", number(limit))),
            Rule::Maximum(limit) => range.push(bound("max", number(limit))),
            _ => {}
        }
    }
    let length = (!length.is_empty()).then(|| quote!(length(chars, #(#length),*)));
    let range = (!range.is_empty()).then(|| quote!(range(#(#range),*)));
    [length, range]
        .into_iter()
        .flatten()
        .map(Check::BuiltIn)
        .collect()
}

fn bound(bound: &str, limit: Literal) -> TokenStream {
    let bound = name(bound);
    quote!(#bound = #limit)
}

/// The rule of the runtime for what garde has no rule for.
fn custom(rule: &Rule, scope: &mut Scope) -> Option<TokenStream> {
    match rule {
        Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Minimum(_) | Rule::Maximum(_) => None,
        _ => Some(call(rule, scope)),
    }
}

/// A rule as the runtime writes it.
fn call(rule: &Rule, scope: &mut Scope) -> TokenStream {
    let module = scope.runtime("rule");
    let call = match rule {
        Rule::MinLength(limit) => with_limit("min_length", count(*limit)),
        Rule::MaxLength(limit) => with_limit("max_length", count(*limit)),
        Rule::Minimum(limit) => with_limit("minimum", number(limit)),
        Rule::Maximum(limit) => with_limit("maximum", number(limit)),
        Rule::Pattern(pattern, spelling) => {
            let spellings = spellings(pattern, spelling);
            quote!(pattern(#spellings))
        }
        Rule::Uri => quote!(uri),
        Rule::Finite => quote!(finite),
        Rule::ExclusiveMinimum(limit) => with_limit("exclusive_minimum", number(limit)),
        Rule::ExclusiveMaximum(limit) => with_limit("exclusive_maximum", number(limit)),
        Rule::MultipleOf(limit) => with_limit("multiple_of", number(limit)),
        Rule::MinItems(limit) => with_limit("min_items", count(*limit)),
        Rule::MaxItems(limit) => with_limit("max_items", count(*limit)),
        Rule::UniqueItems => quote!(unique_items),
        Rule::MinProperties(limit) => with_limit("min_properties", count(*limit)),
        Rule::MaxProperties(limit) => with_limit("max_properties", count(*limit)),
    };
    quote!(#module::#call)
}

/// An expression, and how the spec writes it where that is another text. It is a list even alone: both printers leave an
/// attribute with a list in it as it is, and an expression may be longer than a line.
fn spellings(pattern: &str, spelling: &str) -> TokenStream {
    match pattern == spelling {
        true => quote!(&[#pattern]),
        false => quote!(&[#pattern, #spelling]),
    }
}

fn name(name: &str) -> Name {
    Name::new(name, Span::call_site())
}

fn with_limit(rule: &str, limit: Literal) -> TokenStream {
    let rule = name(rule);
    quote!(#rule(#limit))
}

fn count(limit: u64) -> Literal {
    Literal::u64_unsuffixed(limit)
}
