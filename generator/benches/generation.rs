//! What generating costs: the CPU time of a document and of one four times as large, for everything that makes one
//! large, and of a large published one where the corpus is at hand (`OPENAPI_CORPUS`, or `../shared/corpus`).
//!
//! `cargo bench -p generator [NAME]`. A document that takes more than 4.4 times as long as a quarter of it, beside what
//! every document costs, is marked.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/shapes.rs"]
mod shapes;

use std::path::{Path, PathBuf};

use clock::{cpu, peak_memory};
use generator::load::{Input, Source};
use generator::{Options, generate};

/// How often each is measured; the median counts.
const SAMPLES: usize = 3;

fn main() {
    let wanted = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let is_wanted = |name: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| name.contains(wanted.as_str()))
    };
    println!("{:32} {:>6} {:>9} {:>9} {:>6}", "", "n", "n", "4n", "ratio");
    for (name, n, shape) in shapes::all().filter(|(name, ..)| is_wanted(name)) {
        let [small, large] = [shape(*n), shape(4 * n)].map(|input| cpu(SAMPLES, || run(&input)));
        let ratio = large / small;
        let mark = if ratio > 4.4 { " !" } else { "" };
        println!("{name:32} {n:>6} {small:>7.2}ms {large:>7.2}ms {ratio:>6.2}{mark}");
    }
    if is_wanted("github") {
        published();
    }
}

fn run(input: &Input) {
    drop(generate(input, &Options::default()));
}

/// The largest published description that the figures of the project speak of.
fn published() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("OPENAPI_CORPUS").map_or(beside, PathBuf::from);
    let path = corpus.join("general/github_api_progenitor.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {}", path.display());
        return;
    };
    let source = Source {
        path: "github.json".to_owned(),
        place: None,
        text,
    };
    let input = Input {
        specs: vec![source],
        overlays: Vec::new(),
    };
    let time = cpu(SAMPLES, || run(&input));
    println!("github_api_progenitor.json: {time:.0} ms of CPU (at most 600)");
    if let Some(megabytes) = peak_memory() {
        println!("peak memory of everything above: {megabytes} MB (at most 300)");
    }
}
