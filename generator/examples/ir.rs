//! desk
use generator::{load::*, *};
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let input = Input {
        specs: args[1..]
            .iter()
            .map(|p| Source {
                path: p.clone(),
                place: p
                    .strip_suffix(".md")
                    .and_then(|p| p.split_once("pages/"))
                    .map(|p| p.1.to_owned()),
                text: std::fs::read_to_string(p).unwrap(),
            })
            .collect(),
        overlay: (args[0] != "-").then(|| Source {
            path: args[0].clone(),
            place: None,
            text: std::fs::read_to_string(&args[0]).unwrap(),
        }),
    };
    match generate(&input, &Options::default()) {
        Ok(o) => {
            println!("{}", serde_json::to_string_pretty(&o.api).unwrap());
            eprintln!("{}", o.report);
        }
        Err(r) => eprintln!("{r}"),
    }
}
