//! How parameters are spelled: place, style, explode.

use features_client::resources::parameters::*;
use features_client::types::Point;

use super::{Failure, sent};

fn point() -> Point {
    Point::new(1, -2)
}

#[tokio::test]
async fn a_path_argument_is_one_segment() -> Result<(), Failure> {
    let request = sent(|client| client.parameters().simple("a/b c;d,é")).await?;
    assert_eq!(
        request.line(),
        "GET /path/simple/a%2Fb%20c%3Bd%2C%C3%A9 HTTP/1.1"
    );
    Ok(())
}

#[tokio::test]
async fn form_repeats_what_is_exploded_and_joins_the_rest_by_commas() -> Result<(), Failure> {
    let params = FormParams::new()
        .text("a&b=c d")
        .ids([1, 2])
        .joined(["x,y", "z"])
        .point(point())
        .packed(point());
    let request = sent(|client| client.parameters().form(params)).await?;
    assert_eq!(
        request.line(),
        "GET /query/form?text=a%26b%3Dc%20d&ids=1&ids=2&joined=x%2Cy,z&x=1&y=-2&packed=x,1,y,-2 HTTP/1.1"
    );
    Ok(())
}

#[tokio::test]
async fn lists_are_delimited_by_spaces_or_pipes_unless_exploded() -> Result<(), Failure> {
    let params = DelimitedParams::new()
        .spaced(["a", "b"])
        .piped(["a", "b|c"])
        .repeated(["a", "b"]);
    let request = sent(|client| client.parameters().delimited(params)).await?;
    assert_eq!(
        request.line(),
        "GET /query/delimited?spaced=a%20b&piped=a%7Cb%7Cc&repeated=a&repeated=b HTTP/1.1"
    );
    Ok(())
}
