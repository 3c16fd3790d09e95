//! The operations of a resource as a table.

/// Declares a constant for each operation: `LIST = Get "/pets" "listPets" [[0]]` has the method, the path
/// template, the `operationId` and the alternatives of schemes, as in `Operation`. `idempotent` may follow.
#[allow(unused_macros, reason = "an API may have no operation")]
macro_rules! operations {
    ($(
        $name:ident = $method:ident $path:literal $id:literal [$([$($scheme:literal),*]),*] $($idempotent:ident)?
    ),* $(,)?) => {
        $(
            const $name: Operation = Operation {
                id: $id,
                method: Method::$method,
                path: $path,
                idempotent: false,
                security: &[$(&[$($scheme),*]),*],
            }
            $(.$idempotent())?;
        )*
    };
}

#[allow(unused_imports, reason = "an API may have no operation")]
pub(crate) use operations;
