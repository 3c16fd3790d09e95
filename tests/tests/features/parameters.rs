//! How parameters are spelled: place, style, explode.
//!
//! Invariant: what is expected is the whole request line or header, as the server saw it.

use features_client::ErrorKind;
use features_client::resources::parameters::*;
use features_client::types::{Filter, FilterWithin, Point};
use serde_json::json;

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
async fn times_in_the_path_are_spelled_as_in_json() -> Result<(), Failure> {
    let (since, day) = ("2026-01-02T03:04:05.500Z".parse()?, "2026-01-02".parse()?);
    let share = "0.10".parse()?;
    let request = sent(|client| client.parameters().times(since, day, share)).await?;
    assert_eq!(
        request.line(),
        "GET /path/times/2026-01-02T03%3A04%3A05.500Z/2026-01-02/0.10 HTTP/1.1"
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

#[tokio::test]
async fn an_empty_list_is_not_sent_in_any_style() -> Result<(), Failure> {
    let nothing = [""; 0];
    let params = DelimitedParams::new()
        .spaced(nothing)
        .piped(nothing)
        .repeated(nothing);
    let request = sent(|client| client.parameters().delimited(params)).await?;
    assert_eq!(request.line(), "GET /query/delimited HTTP/1.1");
    let params = FormParams::new().joined(nothing);
    let request = sent(|client| client.parameters().form(params)).await?;
    assert_eq!(request.line(), "GET /query/form HTTP/1.1");
    Ok(())
}

#[tokio::test]
async fn path_styles_spell_scalars_lists_and_objects() -> Result<(), Failure> {
    let ids = || vec![3, 4];
    let calls = [
        sent(|client| client.parameters().simple_lists("a", ids(), point())).await?,
        sent(|client| client.parameters().simple_exploded("a", ids(), point())).await?,
        sent(|client| client.parameters().label("a", ids(), point())).await?,
        sent(|client| client.parameters().label_exploded("a", ids(), point())).await?,
        sent(|client| client.parameters().matrix("a", ids(), point())).await?,
        sent(|client| client.parameters().matrix_exploded("a", ids(), point())).await?,
    ];
    let lines: Vec<&str> = calls.iter().map(|request| request.line()).collect();
    assert_eq!(
        lines,
        [
            "GET /path/simple-lists/a/3,4/x,1,y,-2 HTTP/1.1",
            "GET /path/simple-exploded/a/3,4/x=1,y=-2 HTTP/1.1",
            "GET /path/label/.a/.3,4/.x,1,y,-2 HTTP/1.1",
            "GET /path/label-exploded/.a/.3.4/.x=1.y=-2 HTTP/1.1",
            "GET /path/matrix/;id=a/;ids=3,4/;point=x,1,y,-2 HTTP/1.1",
            "GET /path/matrix-exploded/;id=a/;ids=3;ids=4/;x=1;y=-2 HTTP/1.1",
        ]
    );
    Ok(())
}

#[tokio::test]
async fn no_style_lets_an_argument_out_of_its_segment() -> Result<(), Failure> {
    let evil = "../a;b,c.d=e?f#g";
    let request = sent(|client| client.parameters().matrix(evil, [1], point())).await?;
    assert_eq!(
        request.line(),
        "GET /path/matrix/;id=..%2Fa%3Bb%2Cc.d%3De%3Ff%23g/;ids=1/;point=x,1,y,-2 HTTP/1.1"
    );
    let server = sdk_tests::Server::start([])?;
    let parameters = super::client(&server)?.parameters();
    let empty = std::collections::BTreeMap::new;
    for call in [
        parameters.matrix_maps(empty(), words([("a", "b")])),
        parameters.matrix_maps(words([("a", "b")]), empty()),
        parameters.matrix("a", [], point()),
        parameters.label("", [1], point()),
        parameters.label(".", [1], point()),
        parameters.simple_lists("..", [1], point()),
        parameters.simple_lists("a", [], point()),
    ] {
        let error = call.await.err().ok_or("it was sent")?;
        assert_eq!(error.kind(), ErrorKind::Validation);
    }
    assert_eq!(server.requests(), []);
    Ok(())
}

fn words<const N: usize>(pairs: [(&str, &str); N]) -> std::collections::BTreeMap<String, String> {
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, word)| (name.to_owned(), word.to_owned()))
        .collect()
}

#[tokio::test]
async fn a_name_without_a_value_stands_alone_in_a_matrix() -> Result<(), Failure> {
    let map = || words([("a", "b;="), ("c", "")]);
    let request = sent(|client| client.parameters().matrix_maps(map(), map())).await?;
    assert_eq!(
        request.line(),
        "GET /path/matrix-maps/;flat=a,b%3B%3D,c,/;a=b%3B%3D;c HTTP/1.1"
    );
    Ok(())
}

#[tokio::test]
async fn null_is_left_out_of_lists_and_objects() -> Result<(), Failure> {
    let params = NullsParams::new()
        .ids([1, 2])
        .joined([3])
        .deep([("a", vec![None, Some(4)]), ("b", vec![None])])
        .open([("x", json!(null)), ("y", json!("z"))]);
    let request = sent(|client| client.parameters().nulls(params)).await?;
    assert_eq!(
        request.line(),
        "GET /query/nulls?ids=1&ids=2&joined=3&deep%5Ba%5D%5B%5D=4&y=z HTTP/1.1"
    );
    let params = NullsParams::new()
        .deep([("a", vec![None])])
        .open([("x", json!(null))]);
    let request = sent(|client| client.parameters().nulls(params)).await?;
    assert_eq!(request.line(), "GET /query/nulls HTTP/1.1");
    Ok(())
}

#[tokio::test]
async fn deep_objects_name_the_way_to_each_value() -> Result<(), Failure> {
    let filter = Filter::new()
        .name("a b")
        .tags(["x", "y"])
        .within(FilterWithin::new().km(5))
        .zones([point(), point()]);
    let params = DeepParams::new().filter(filter).sort(["a", "b"]);
    let request = sent(|client| client.parameters().deep(params)).await?;
    let line = request.line().replace("%5B", "[").replace("%5D", "]");
    assert_eq!(
        line,
        "GET /query/deep?filter[name]=a%20b&filter[tags][]=x&filter[tags][]=y&filter[within][km]=5\
         &filter[zones][0][x]=1&filter[zones][0][y]=-2&filter[zones][1][x]=1&filter[zones][1][y]=-2\
         &sort[]=a&sort[]=b HTTP/1.1"
    );
    Ok(())
}

#[tokio::test]
async fn what_has_a_content_is_written_in_its_media_type() -> Result<(), Failure> {
    let params = ContentParams::new(point()).words("a,b").x_point(point());
    let request = sent(|client| client.parameters().content(params)).await?;
    assert_eq!(
        request.line(),
        "GET /query/content?point=%7B%22x%22%3A1%2C%22y%22%3A-2%7D&words=a%2Cb HTTP/1.1"
    );
    assert_eq!(request.header("X-Point"), Some(r#"{"x":1,"y":-2}"#));
    let params = ContentParams::new(point()).all([json!(null), json!("a")]);
    let request = sent(|client| client.parameters().content(params)).await?;
    assert!(
        request
            .line()
            .ends_with("&all=%5Bnull%2C%22a%22%5D HTTP/1.1")
    );
    let request = sent(|client| client.parameters().words_in_path("a b")).await?;
    assert_eq!(request.line(), "GET /path/words/a%20b HTTP/1.1");
    let request = sent(|client| client.parameters().content_in_path(point())).await?;
    assert_eq!(
        request.line(),
        "GET /path/content/%7B%22x%22%3A1%2C%22y%22%3A-2%7D HTTP/1.1"
    );
    Ok(())
}

#[tokio::test]
async fn headers_are_joined_by_commas() -> Result<(), Failure> {
    let params = HeadersParams::new()
        .x_text("a b")
        .x_ids([1, 2])
        .x_point(point())
        .x_pairs(point());
    let request = sent(|client| client.parameters().headers(params)).await?;
    let header = |name| request.header(name);
    assert_eq!(header("X-Text"), Some("a b"));
    assert_eq!(header("X-Ids"), Some("1,2"));
    assert_eq!(header("X-Point"), Some("x,1,y,-2"));
    assert_eq!(header("X-Pairs"), Some("x=1,y=-2"));
    Ok(())
}

#[tokio::test]
async fn a_header_cannot_end_early() -> Result<(), Failure> {
    let params = HeadersParams::new().x_text("a\r\nX-Evil: 1");
    let error = sent(|client| client.parameters().headers(params))
        .await
        .err();
    assert!(error.is_some_and(|error| error.to_string().contains("cannot hold")));
    Ok(())
}

#[tokio::test]
async fn cookies_share_one_header() -> Result<(), Failure> {
    let params = CookiesParams::new()
        .session("a;b")
        .joined([1, 2])
        .ids([3, 4]);
    let request = sent(|client| client.parameters().cookies(params)).await?;
    assert_eq!(
        request.header("Cookie"),
        Some("session=a%3Bb; joined=1,2; ids=3; ids=4")
    );
    Ok(())
}

#[tokio::test]
async fn parameters_of_one_name_are_told_apart_by_their_place() -> Result<(), Failure> {
    let params = OneNameParams::new(3).id(0.1).id_header("two");
    let request = sent(|client| client.parameters().one_name(params)).await?;
    // With the digits that the caller wrote, not those of the nearest `f64`.
    assert_eq!(request.line(), "GET /one-name?id=0.1 HTTP/1.1");
    assert_eq!(request.header("id"), Some("two"));
    assert_eq!(request.header("Cookie"), Some("id=3"));
    Ok(())
}

#[tokio::test]
async fn rules_of_parameters_are_checked() -> Result<(), Failure> {
    let server = sdk_tests::Server::start([])?;
    let params = ContentParams::new(Point::new(-1, 0));
    let error = super::client(&server)?
        .parameters()
        .content(params)
        .await
        .err();
    let error = error.ok_or("it was sent")?;
    let paths: Vec<&str> = error
        .violations()
        .iter()
        .map(|violation| violation.path())
        .collect();
    assert_eq!(paths, ["point.x"]);
    Ok(())
}
