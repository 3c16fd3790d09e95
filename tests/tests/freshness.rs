//! The committed SDK is what the specs give: the check of `cargo xtask regenerate --check`.

use xtask::Workspace;

#[test]
fn generated_client_is_fresh() {
    let workspace = Workspace::find().expect("the tests run inside the workspace");
    if let Err(failure) = xtask::check(&workspace) {
        panic!("{failure}");
    }
}
