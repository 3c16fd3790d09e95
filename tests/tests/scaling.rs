//! Nothing in a document makes generating take more than its share: four times as much of it, about four times as long.
//!
//! `cargo bench -p generator` measures the same without the margins that a test needs.
//!
//! Invariant: it counts the processor's time and not the clock's, and of a few attempts one within the bound is
//! enough.

#[path = "../../generator/benches/support/clock.rs"]
mod clock;
#[path = "../../generator/benches/support/shapes.rs"]
mod shapes;

use generator::load::Input;
use generator::{Options, generate};

/// The most that four times the operations may take.
const OPERATIONS: f64 = 4.4;

/// The most that four times anything else may take: what grows with the square takes sixteen times as long.
const ANYTHING: f64 = 9.0;

/// How often a measurement may be disturbed by what else the machine does.
const ATTEMPTS: usize = 5;

#[test]
fn four_times_the_operations_take_four_times_as_long() {
    let operations = shapes::all().find(|(name, ..)| *name == "operations");
    let (name, n, shape) = operations.unwrap();
    assert_within(name, *shape, *n / 2, OPERATIONS);
}

#[test]
fn nothing_grows_with_the_square() {
    for (name, n, shape) in shapes::all() {
        assert_within(name, *shape, n / 4, ANYTHING);
    }
}

fn assert_within(name: &str, shape: shapes::Shape, n: usize, most: f64) {
    let (small, large) = (shape(n), shape(4 * n));
    let ratio = || time(&large) / time(&small);
    let least = (0..ATTEMPTS).map(|_| ratio()).find(|ratio| *ratio <= most);
    assert!(
        least.is_some(),
        "{name}: {} takes more than {most} times as long as {n}",
        4 * n
    );
}

fn time(input: &Input) -> f64 {
    clock::cpu(1, || drop(generate(input, &Options::default())))
}
