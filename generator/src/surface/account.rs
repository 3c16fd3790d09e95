//! The account of a change: everything that differs, and the step of the version that follows from it.
//!
//! It follows Cargo's reading of semantic versioning, in which `0.x` steps like a major version. What the
//! version becomes is the maintainer's decision; the account says what it should be at least.
//!
//! Invariant: the step follows from the version before and the heaviest change alone.

use semver::Version;

use super::Surface;
use super::changes::{self, Change};
use super::effects::Weight;

/// What changed from one surface to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Everything that differs, in the order of the file.
    pub changes: Vec<Change>,
    /// The version before.
    pub old_version: String,
    /// The version now.
    pub new_version: String,
}

/// The part of a version that has to grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

impl Account {
    /// Compares two surfaces.
    #[must_use]
    pub fn between(old: &Surface, new: &Surface) -> Self {
        Self {
            changes: changes::between(old, new),
            old_version: old.version.clone(),
            new_version: new.version.clone(),
        }
    }

    /// The weight of the heaviest change; `None` if nothing has changed.
    #[must_use]
    pub fn weight(&self) -> Option<Weight> {
        self.changes.iter().map(Change::weight).max()
    }

    /// The step that follows, and the least version that takes it. `None` if nothing has changed, and after a
    /// version that promises nothing: a pre-release, or what is no semantic version.
    #[must_use]
    pub fn due(&self) -> Option<(Step, Version)> {
        let weight = self.weight()?;
        let old = Version::parse(&self.old_version).ok()?;
        if !old.pre.is_empty() {
            return None;
        }
        let step = step(&old, weight);
        Some((step, after(&old, step)))
    }

    /// Whether the version has taken the step that is due, or a longer one.
    #[must_use]
    pub fn has_taken_due_step(&self) -> bool {
        let now = Version::parse(&self.new_version);
        match (self.due(), now) {
            (Some((_, due)), Ok(now)) => now >= due,
            (None, _) => true,
            (Some(_), Err(_)) => false,
        }
    }
}

fn step(old: &Version, weight: Weight) -> Step {
    match (old.major, old.minor, weight) {
        (0, 0, _) | (0, _, Weight::Fix | Weight::Feature) | (_, _, Weight::Fix) => Step::Patch,
        (0, _, Weight::Break) | (_, _, Weight::Feature) => Step::Minor,
        (_, _, Weight::Break) => Step::Major,
    }
}

fn after(old: &Version, step: Step) -> Version {
    match step {
        Step::Patch => Version::new(old.major, old.minor, old.patch + 1),
        Step::Minor => Version::new(old.major, old.minor + 1, 0),
        Step::Major => Version::new(old.major + 1, 0, 0),
    }
}
