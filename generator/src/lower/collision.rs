//! Names that meet: what is told about them, and who is called what in the end.
//!
//! Invariant: what a member is called depends on the member itself and on whether it meets others; who they are
//! and in which order they come changes nothing, but where two that still meet have one wire name.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::remedy::Remedy;
use crate::diagnostic::{Diagnostic, Rename};
use crate::load::{Node, Origin};
use crate::names::{self, Ident, Kind, OnCollision};

/// How strong a claim to a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// Somebody has asked for this name: nobody else gets it.
    Fixed,
    /// The wire name gives the identifier, or is the identifier.
    Given,
    /// The name is made up out of those of others.
    Derived,
}

/// What a member is called whose name is not free.
#[derive(Debug, Clone)]
pub(super) enum Distinct {
    /// What its wire name gives if nothing in it is passed over.
    Spelled,
    /// What the method and the path of an operation give.
    Route(String, String),
    /// What the place of an inline schema gives.
    Place,
    /// The whole of what its name is a part of. It yields without a word: the description is not at fault.
    Whole(Ident),
    /// This.
    Given(Ident),
}

/// Something that wants a name in a place where every name is taken once.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) kind: Kind,
    /// What it is called if nobody else is.
    pub(super) name: Ident,
    pub(super) distinct: Distinct,
    pub(super) claim: Claim,
    pub(super) wire: String,
    pub(super) origin: Origin,
    /// How the overlay names it; `None` if it cannot.
    pub(super) remedy: Option<Remedy>,
    /// Why it is renamed in any case, with a warning: the description is at fault, and does without a name.
    pub(super) degrades: Option<&'static str>,
}

impl Member {
    /// A member that has its name from the spec, and that an `x-rust-name` would name.
    pub(super) fn new(kind: Kind, wire: &str, origin: Origin) -> Self {
        Self {
            kind,
            name: names::ident(kind, wire),
            distinct: Distinct::Spelled,
            claim: Claim::Given,
            wire: wire.to_owned(),
            origin,
            remedy: Some(Remedy::Name(origin)),
            degrades: None,
        }
    }

    /// The same with the name that somebody has asked for, if anybody has.
    pub(super) fn fixed(mut self, name: Option<Ident>) -> Self {
        if let Some(name) = name {
            self.name = name;
            self.claim = Claim::Fixed;
        }
        self
    }
}

impl Lowering<'_> {
    /// A member whose node may have an `x-rust-name`.
    pub(super) fn member(&mut self, kind: Kind, wire: &str, node: &Node) -> Member {
        let fixed = self.explicit(kind, "x-rust-name", node);
        Member::new(kind, wire, node.origin).fixed(fixed)
    }

    /// The names of all members of one place, in their order. Where names are refused, every member has one all
    /// the same, so that what is below it is looked at in the same run.
    pub(super) fn settle(&mut self, members: &[Member]) -> Vec<Ident> {
        self.settle_by(members, &Ident::clone)
    }

    /// The same where names meet as soon as `taken`, what is named after them, is the same.
    pub(super) fn settle_by(
        &mut self,
        members: &[Member],
        taken: &dyn Fn(&Ident) -> Ident,
    ) -> Vec<Ident> {
        let mut settled: Vec<Ident> = members.iter().map(|member| member.name.clone()).collect();
        for group in groups(settled.iter().map(taken)) {
            let kept = keepers(members, &group);
            let first = kept.first().or(group.first());
            let first = first.map(|first| &members[*first]);
            for index in group.into_iter().filter(|index| !kept.contains(index)) {
                let member = &members[index];
                settled[index] = self.replace(member, first, &taken(&member.name));
            }
        }
        if self.on_collision == OnCollision::Rename {
            // Where it stands changes with the order, so it counts only where nothing else is left.
            self.part_remaining(members, &mut settled, taken, |_, wire| wire.to_owned());
            self.part_remaining(members, &mut settled, taken, |place, _| place.to_owned());
        }
        self.refuse_remaining(members, &settled, taken);
        settled
    }

    /// Tells apart by a hash those that still have one name: what is made for one may be the usual name of another.
    fn part_remaining(
        &mut self,
        members: &[Member],
        settled: &mut [Ident],
        taken: &dyn Fn(&Ident) -> Ident,
        hashed: fn(&str, &str) -> String,
    ) {
        let remaining = groups(settled.iter().map(taken)).into_iter().flatten();
        for index in remaining.filter(|index| members[*index].claim != Claim::Fixed) {
            let member = &members[index];
            let hashed = hashed(&self.pointer(member.origin), &member.wire);
            let location = self.location(member.origin);
            let is_other = |known: &Rename| known.location != location || known.wire != member.wire;
            self.renames.retain(is_other);
            settled[index] = names::placed(member.kind, &member.name, &hashed);
            self.record(member, &settled[index], &taken(&member.name));
        }
    }

    /// What a member is called that does not keep its name; `first` is who does, or the first of those who want it,
    /// and `taken` is what they all want.
    fn replace(&mut self, member: &Member, first: Option<&Member>, taken: &Ident) -> Ident {
        let distinct = self.distinct(member);
        if distinct == member.name {
            return distinct;
        }
        let yields = member.degrades.is_some() || matches!(member.distinct, Distinct::Whole(_));
        if yields || self.on_collision == OnCollision::Rename {
            self.record(member, &distinct, taken);
            return distinct;
        }
        match first {
            Some(first) if !std::ptr::eq(first, member) => {
                self.refuse(member, &distinct, first, taken);
                distinct
            }
            _ => member.name.clone(),
        }
    }

    fn distinct(&self, member: &Member) -> Ident {
        let Member { kind, wire, .. } = member;
        match &member.distinct {
            Distinct::Spelled => names::distinct(*kind, wire),
            Distinct::Route(method, path) => names::routed(*kind, method, path),
            Distinct::Place => self.placed(member),
            Distinct::Whole(name) | Distinct::Given(name) => name.clone(),
        }
    }

    /// Says that a member is called something else than its wire name gives.
    fn record(&mut self, member: &Member, distinct: &Ident, taken: &Ident) {
        let location = self.location(member.origin);
        if let Some(why) = member.degrades {
            let message = format!(
                "`{taken}` is the name of something else as well; this is called `{distinct}`: {why}"
            );
            let mut finding = Diagnostic::warning("name-replaced", location.clone(), message);
            finding.help = self.help(member, distinct);
            self.diagnostics.push(finding);
        }
        self.renames.push(Rename {
            location,
            kind: names::describe(member.kind),
            wire: member.wire.clone(),
            was: member.name.to_string(),
            name: distinct.to_string(),
            action: self.action(member, distinct),
        });
    }

    /// Names that meet although they were to be told apart are an error, unless they may be changed again.
    fn refuse_remaining(
        &mut self,
        members: &[Member],
        settled: &[Ident],
        taken: &dyn Fn(&Ident) -> Ident,
    ) {
        for group in groups(settled.iter().map(taken)) {
            let Some((first, others)) = group.split_first() else {
                continue;
            };
            for index in others {
                let mut member = members[*index].clone();
                member.name.clone_from(&settled[*index]);
                let place = self.pointer(member.origin);
                let distinct = names::placed(member.kind, &member.name, &place);
                self.refuse(&member, &distinct, &members[*first], &taken(&member.name));
            }
        }
    }

    fn refuse(&mut self, member: &Member, distinct: &Ident, first: &Member, taken: &Ident) {
        let wire = &member.wire;
        let message = if first.wire == *wire {
            format!("`{wire}` is here twice, and both become `{taken}`")
        } else {
            format!("`{}` and `{wire}` both become `{taken}`", first.wire)
        };
        let location = self.location(member.origin);
        let mut finding = Diagnostic::error("name-collision", location, message)
            .related(self.location(first.origin), "has the name already");
        finding.help = self.help(member, distinct).or_else(|| {
            let other = names::joined(first.kind, &["other", first.name.unraw()]);
            self.help(first, &other)
        });
        self.diagnostics.push(finding);
    }

    fn help(&self, member: &Member, distinct: &Ident) -> Option<String> {
        let remedy = member.remedy.as_ref()?;
        Some(match self.action(member, distinct) {
            Some(action) => format!("name one of them in the overlay:\n{action}"),
            None => format!("add `{}` there", remedy.update(distinct)),
        })
    }
}

/// The positions of those that have a name in common, for each such name.
fn groups(names: impl Iterator<Item = Ident>) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.enumerate() {
        let group = groups.entry(name.unraw().to_owned()).or_default();
        group.push(index);
    }
    let groups = groups.into_values();
    groups.filter(|group| group.len() > 1).collect()
}

/// Those of a group who keep its name: who asked for it; else the only one that has it from the spec, or the one
/// whose wire name it is.
fn keepers(members: &[Member], group: &[usize]) -> BTreeSet<usize> {
    let with = |claim| {
        group
            .iter()
            .filter(move |index| members[**index].claim == claim)
    };
    if with(Claim::Fixed).next().is_some() {
        return with(Claim::Fixed).copied().collect();
    }
    let is_only = with(Claim::Given).count() == 1;
    let is_own = |index: &usize| names::is_own(members[*index].kind, &members[*index].wire);
    with(Claim::Given)
        .copied()
        .filter(|index| is_only || is_own(index))
        .collect()
}
