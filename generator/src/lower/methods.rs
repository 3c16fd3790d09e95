//! What the methods of a resource are called, and with them the types that its file has beside its struct.
//!
//! Invariant: a type of an operation is named after its method, so no two methods of a resource differ in
//! underscores alone, and none has a type with the name of the resource. This holds whether an operation has such a
//! type or not: a parameter that is added to one renames no method.

use super::Lowering;
use super::collision::{Claim, Distinct, Member};
use crate::ir::Resource;
use crate::names::{self, Ident, Kind};

/// How the types of an operation end: those of its parameters, answers and errors, and the wrapper of its body.
const SUFFIXES: &[&str] = &["Params", "Response", "Error", "Body"];

impl Lowering<'_> {
    /// The names of the members of a resource: first come the accessors, as many as `accessors`, then the methods.
    pub(super) fn settle_methods(
        &mut self,
        resource: &Resource,
        members: &[Member],
        accessors: usize,
    ) -> Vec<Ident> {
        let mut settled = self.settle(members);
        let methods = settled.split_off(accessors.min(settled.len()));
        let named = |(member, name): (&Member, Ident)| Member {
            distinct: match &member.distinct {
                Distinct::Whole(whole) if *whole != name => member.distinct.clone(),
                _ => Distinct::Given(names::distinct(member.kind, name.unraw())),
            },
            name,
            ..member.clone()
        };
        let methods = members.iter().skip(accessors).zip(methods).map(named);
        let suffix = suffix(resource);
        let mut claims: Vec<Member> = suffix
            .map(|suffix| self.own_type(resource, suffix))
            .into_iter()
            .collect();
        let others = claims.len();
        claims.extend(methods);
        let suffix = suffix.unwrap_or("Params");
        let types = self.settle_by(&claims, &|method| {
            names::joined(Kind::Type, &[method.unraw(), suffix])
        });
        settled.extend(types.into_iter().skip(others));
        settled
    }

    /// The claim of a resource to the name of its struct, as the method that would have a type of that name.
    fn own_type(&self, resource: &Resource, suffix: &str) -> Member {
        let name = resource.type_name.unraw();
        let method = name.strip_suffix(suffix).unwrap_or(name);
        Member {
            claim: Claim::Fixed,
            wire: resource.name.unraw().to_owned(),
            remedy: None,
            ..Member::new(Kind::Method, method, self.resolved.root().origin)
        }
    }
}

/// How the name of a resource ends, where an operation can have a type whose name ends like that.
fn suffix(resource: &Resource) -> Option<&'static str> {
    let name = resource.type_name.unraw();
    SUFFIXES
        .iter()
        .copied()
        .find(|suffix| name.ends_with(suffix))
}
