//! Setters of the members that a value can do without.

/// Gives a struct a method for each member of the list: `limit: i64 = Some(limit)` takes the argument that is
/// named and typed like this, and sets the member of that name to the expression. A struct with a default is
/// listed as `Type: Default`, and gets a constructor as well.
#[allow(unused_macros, reason = "an API may send nothing that has a choice")]
macro_rules! setters {
    ($type:ident: Default { $($entries:tt)* }) => {
        impl $type {
            /// Creates it with nothing set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }

        setters! { $type { $($entries)* } }
    };
    ($type:ident { $($(#[$attribute:meta])* $member:ident: $argument:ty = $value:expr),* $(,)? }) => {
        impl $type {
            $(
                #[doc = concat!("Sets `", stringify!($member), "`.")]
                $(#[$attribute])*
                #[must_use]
                pub fn $member(mut self, $member: $argument) -> Self {
                    self.$member = $value;
                    self
                }
            )*
        }
    };
}

#[allow(unused_imports, reason = "an API may send nothing that has a choice")]
pub(crate) use setters;
