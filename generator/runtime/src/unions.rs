//! Unions whose payload is all that is on the wire: validation without a trace of the variant in the path.
//!
//! Invariant: a violation in a payload has the path that it would have without the union around it. garde's
//! derive would add an index, as for every tuple.

/// Implements `garde::Validate` for a union of tuple variants. Behind a variant stand the rules of its payload,
/// and `dive` if the payload's type has rules of its own; variants that are not named are not checked:
/// `validate_payloads! { Content { Text [rule::max_length(20)], Cards [rule::max_items(3)] dive } }`.
#[allow(unused_macros, reason = "an API may have no such union")]
macro_rules! validate_payloads {
    ($name:ident { $($variant:ident $([$($rule:expr),+ $(,)?])? $($dive:ident)?),* $(,)? }) => {
        impl garde::Validate for $name {
            type Context = ();

            fn validate_into(
                &self,
                context: &Self::Context,
                parent: &mut dyn FnMut() -> garde::Path,
                report: &mut garde::Report,
            ) {
                match self {
                    $(Self::$variant(payload) => {
                        $($(if let Err(error) = ($rule)(payload, context) {
                            report.append(parent(), error);
                        })+)?
                        $(validate_payloads! { @$dive payload, context, parent, report })?
                    })*
                    #[allow(unreachable_patterns, reason = "all variants may have rules")]
                    _ => {}
                }
            }
        }
    };
    (@dive $payload:ident, $context:ident, $parent:ident, $report:ident) => {
        garde::Validate::validate_into($payload, $context, $parent, $report);
    };
}

#[allow(unused_imports, reason = "an API may have no such union")]
pub(crate) use validate_payloads;
