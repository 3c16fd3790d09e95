//! The values of an object's members, as a tuple, and the slots they are collected in.
//!
//! Invariant: a slot stays empty until its member comes; one that is empty at the end holds what stands for a
//! missing member, if anything does.

use serde::de::{Deserialize, MapAccess};

use super::missing::missing;

/// Values of members, in the order of their names: a tuple of up to eight, and [`More`] of them in a ninth place.
pub trait Received<'de>: Sized {
    /// The values that have come.
    type Slots: Default;

    /// Reads the value of the member at this place.
    fn fill<M: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        members: &mut M,
    ) -> Result<(), M::Error>;

    /// All values, or the place of the first member that is missing and cannot be.
    fn finish(slots: Self::Slots) -> Result<Self, usize>;
}

/// The values behind the first eight.
#[derive(Debug, Clone, Copy)]
pub struct More<T>(pub T);

fn filled<'de, T: Deserialize<'de>>(slot: Option<T>, index: usize) -> Result<T, usize> {
    slot.or_else(missing).ok_or(index)
}

/// Implements [`Received`] for the tuple of these.
macro_rules! received {
    ($($index:tt $value:ident)*) => {
        impl<'de, $($value: Deserialize<'de>),*> Received<'de> for ($($value,)*) {
            type Slots = ($(Option<$value>,)*);

            fn fill<M: MapAccess<'de>>(
                slots: &mut Self::Slots,
                index: usize,
                members: &mut M,
            ) -> Result<(), M::Error> {
                match index {
                    $($index => slots.$index = Some(members.next_value()?),)*
                    _ => {}
                }
                Ok(())
            }

            fn finish(slots: Self::Slots) -> Result<Self, usize> {
                Ok(($(filled(slots.$index, $index)?,)*))
            }
        }
    };
}

received!(0 A);
received!(0 A 1 B);
received!(0 A 1 B 2 C);
received!(0 A 1 B 2 C 3 D);
received!(0 A 1 B 2 C 3 D 4 E);
received!(0 A 1 B 2 C 3 D 4 E 5 F);
received!(0 A 1 B 2 C 3 D 4 E 5 F 6 G);
received!(0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H);

/// How many values stand before [`More`].
const FIRST: usize = 8;

impl<'de, A, B, C, D, E, F, G, H, T> Received<'de> for (A, B, C, D, E, F, G, H, More<T>)
where
    (A, B, C, D, E, F, G, H): Received<'de>,
    T: Received<'de>,
{
    type Slots = (<(A, B, C, D, E, F, G, H) as Received<'de>>::Slots, T::Slots);

    fn fill<M: MapAccess<'de>>(
        (first, more): &mut Self::Slots,
        index: usize,
        members: &mut M,
    ) -> Result<(), M::Error> {
        match index.checked_sub(FIRST) {
            Some(index) => T::fill(more, index, members),
            None => <(A, B, C, D, E, F, G, H)>::fill(first, index, members),
        }
    }

    fn finish((first, more): Self::Slots) -> Result<Self, usize> {
        let (a, b, c, d, e, f, g, h) = <(A, B, C, D, E, F, G, H)>::finish(first)?;
        let more = T::finish(more).map_err(|index| FIRST + index)?;
        Ok((a, b, c, d, e, f, g, h, More(more)))
    }
}

impl<'de> Received<'de> for () {
    type Slots = ();

    fn fill<M: MapAccess<'de>>(
        (): &mut (),
        _: usize,
        _: &mut M,
    ) -> Result<(), M::Error> {
        Ok(())
    }

    fn finish((): ()) -> Result<Self, usize> {
        Ok(())
    }
}
