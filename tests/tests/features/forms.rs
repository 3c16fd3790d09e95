//! What forms are on the wire, in the encoding of URLs and in parts.
//!
//! Invariant: every part is held against its whole text, head included, where that is what a test is about.

use features_client::types::*;
use features_client::{Error, File, Patch};
use serde_json::json;

use super::bodies::{body, position};
use super::violations::violations;
use super::{Failure, sent};

#[tokio::test]
async fn a_form_says_null_in_json_and_nowhere_else() -> Result<(), Failure> {
    let patch = || {
        let patch = NotePatch::new().position(Patch::Clear);
        patch.mood("good").tags(["x"])
    };
    let request = sent(|client| client.bodies().patch_form(patch())).await?;
    assert_eq!(request.text(), "tags=x&mood=good&position=null");
    let request = sent(|client| client.bodies().patch_multipart(patch())).await?;
    let part = "name=\"position\"\r\nContent-Type: application/json\r\n\r\nnull\r\n";
    assert!(request.text().contains(part), "{}", request.text());

    let server = sdk_tests::Server::start([])?;
    let bodies = super::client(&server)?.bodies();
    let nulls = || {
        let patch = patch().text(Patch::Clear).tags(Patch::Clear);
        let marks = [("a", Some("b".to_owned())), ("c d", None)];
        patch.marks(marks).aliases([Some("a".to_owned()), None])
    };
    let error = bodies.patch_form(nulls()).await.err();
    assert_eq!(
        violations(&error.ok_or("it was sent")?),
        [
            ("text", "notNull"),
            ("tags", "notNull"),
            ("marks", "notNull"),
            ("aliases", "notNull")
        ]
    );
    let error = bodies.patch_multipart(nulls()).await.err();
    let error = error.ok_or("it was sent")?;
    assert_eq!(
        violations(&error),
        [
            ("text", "notNull"),
            ("tags", "notNull"),
            ("marks", "notNull"),
            ("aliases", "notNull")
        ]
    );
    assert_eq!(
        error.to_string(),
        "nothing was sent: `text` must not be null, for which a form has no word (and 3 more violations)"
    );
    assert_eq!(server.requests(), []);
    Ok(())
}

#[tokio::test]
async fn a_form_is_spelled_as_its_encoding_says() -> Result<(), Failure> {
    let search = Search::new("a b&c")
        .ids([1, 2])
        .joined(["x", "y,z"])
        .point(position())
        .filter(SearchFilter::new().open(true));
    let request = sent(|client| client.bodies().form(search)).await?;
    assert_eq!(
        request.header("Content-Type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        request.text(),
        "text=a%20b%26c&ids=1&ids=2&joined=x,y%2Cz&point=%7B%22x%22%3A1%2C%22y%22%3A-2%7D&filter%5Bopen%5D=true"
    );
    Ok(())
}

#[tokio::test]
async fn the_members_of_a_deep_object_are_parts_of_their_own() -> Result<(), Failure> {
    let marks = [("a", "b&c".to_owned()), ("d]", "5".to_owned())];
    let patch = NotePatch::new().marks(marks.map(|(name, mark)| (name, Some(mark))));
    let request = sent(|client| client.bodies().patch_multipart(patch)).await?;
    let (_, text) = body(&request);
    assert_eq!(
        text,
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"marks[a]\"\r\n\r\nb&c\r\n\
         --BOUNDARY\r\nContent-Disposition: form-data; name=\"marks[d]]\"\r\n\r\n5\r\n\
         --BOUNDARY--\r\n"
    );
    Ok(())
}

#[tokio::test]
async fn a_multipart_form_has_a_part_for_each_value_and_file() -> Result<(), Failure> {
    let upload = Upload::new("Títle", File::new(vec![0, 159, 255]).name("a \"b\".bin"))
        .thumbnail(File::new("png").media_type("image/webp"))
        .attachments([
            File::new("1").name("1.txt").media_type("text/plain"),
            File::from("2"),
        ])
        .tags(["x", "y"])
        .position(position())
        .path([position()])
        .notes("# Notes");
    let request = sent(|client| client.bodies().upload(upload)).await?;
    let boundary = request
        .header("Content-Type")
        .and_then(|value| value.split_once("boundary="));
    let (_, boundary) = boundary.ok_or("no boundary")?;
    let part = |head: &str, content: &[u8]| {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    };
    let expected = [
        part("name=\"title\"", "Títle".as_bytes()),
        part(
            "name=\"file\"; filename=\"a %22b%22.bin\"\r\nContent-Type: application/octet-stream",
            &[0, 159, 255],
        ),
        part(
            "name=\"thumbnail\"; filename=\"blob\"\r\nContent-Type: image/webp",
            b"png",
        ),
        part(
            "name=\"attachments\"; filename=\"1.txt\"\r\nContent-Type: text/plain",
            b"1",
        ),
        part(
            "name=\"attachments\"; filename=\"blob\"\r\nContent-Type: application/octet-stream",
            b"2",
        ),
        part("name=\"tags\"", b"x"),
        part("name=\"tags\"", b"y"),
        part(
            "name=\"position\"\r\nContent-Type: application/json",
            br#"{"x":1,"y":-2}"#,
        ),
        part(
            "name=\"path\"\r\nContent-Type: application/json",
            br#"{"x":1,"y":-2}"#,
        ),
        part("name=\"notes\"\r\nContent-Type: text/markdown", b"# Notes"),
        format!("--{boundary}--\r\n").into_bytes(),
    ]
    .concat();
    assert_eq!(request.body, expected, "{}", request.text());
    Ok(())
}

#[tokio::test]
async fn the_encoding_says_what_a_file_is_that_does_not_say_it_itself() -> Result<(), Failure> {
    let upload = Upload::new("t", "f").thumbnail("png");
    let request = sent(|client| client.bodies().upload(upload)).await?;
    let (_, text) = body(&request);
    assert!(text.contains("name=\"thumbnail\"; filename=\"blob\"\r\nContent-Type: image/png\r\n"));
    Ok(())
}

#[tokio::test]
async fn an_optional_form_may_be_left_out() -> Result<(), Failure> {
    let request = sent(|client| client.bodies().inline(None)).await?;
    assert_eq!(body(&request), (String::new(), String::new()));

    let form = BodiesInlineRequest::new(["a", "b"].map(File::from));
    let request = sent(|client| client.bodies().inline(form)).await?;
    assert_eq!(request.text().matches("name=\"files\"").count(), 2);
    assert_eq!(request.text().matches("name=\"more\"").count(), 0);
    Ok(())
}

#[tokio::test]
async fn what_may_be_any_json_is_json_in_the_forms_of_the_same_body() -> Result<(), Failure> {
    let note = || Note::new("t").extra(json!(["a", 1]));
    let request = sent(|client| client.bodies().several(note())).await?;
    assert_eq!(request.text(), r#"{"text":"t","extra":["a",1]}"#);
    let request = sent(|client| client.bodies().several_form(note())).await?;
    assert_eq!(request.text(), "text=t&extra=%5B%22a%22%2C1%5D");
    let request = sent(|client| client.bodies().several_multipart(note())).await?;
    let part = "name=\"extra\"\r\nContent-Type: application/json\r\n\r\n[\"a\",1]\r\n";
    assert!(request.text().contains(part), "{}", request.text());
    // Without its quotes, it would be no JSON.
    let note = Note::new("t").extra("a");
    let request = sent(|client| client.bodies().several_form(note)).await?;
    assert_eq!(request.text(), "text=t&extra=%22a%22");
    Ok(())
}

#[tokio::test]
async fn what_may_be_any_json_is_json_in_a_form_alone() -> Result<(), Failure> {
    let values = [
        (json!("a"), "data=%22a%22"),
        (json!(["a", null]), "data=%5B%22a%22%2Cnull%5D"),
        (json!(5), "data=5"),
        (json!({"a": [{}]}), "data=%7B%22a%22%3A%5B%7B%7D%5D%7D"),
        (json!(null), "data=null"),
    ];
    for (value, text) in values {
        let loose = Loose::new().data(value.clone());
        let request = sent(|client| client.bodies().form_alone(loose)).await?;
        assert_eq!(request.text(), text);
        let loose = Loose::new().data(value.clone());
        let request = sent(|client| client.bodies().multipart_alone(loose)).await?;
        let part = format!("name=\"data\"\r\nContent-Type: application/json\r\n\r\n{value}\r\n--");
        assert!(request.text().contains(&part), "{}", request.text());
    }
    Ok(())
}

#[tokio::test]
async fn a_part_is_json_by_whatever_name_of_it() -> Result<(), Failure> {
    let loose = Loose::new().code("a").codes(["b", "c"]);
    let request = sent(|client| client.bodies().multipart_alone(loose)).await?;
    let (_, text) = body(&request);
    assert_eq!(
        text,
        "--BOUNDARY\r\nContent-Disposition: form-data; name=\"code\"\r\nContent-Type: application/json\r\n\r\n\"a\"\r\n\
         --BOUNDARY\r\nContent-Disposition: form-data; name=\"codes\"\r\nContent-Type: application/vnd.codes+json\r\n\r\n[\"b\",\"c\"]\r\n\
         --BOUNDARY--\r\n"
    );
    Ok(())
}

#[tokio::test]
async fn a_form_without_a_file_is_json_where_that_is_offered() -> Result<(), Failure> {
    let portrait = Portrait::new()
        .title("t")
        .shown(false)
        .marks([json!({ "x": [null] })]);
    let request = sent(|client| client.bodies().portrait(portrait.clone())).await?;
    let (media_type, text) = body(&request);
    assert_eq!(media_type, "application/json");
    let written: serde_json::Value = serde_json::from_str(&text)?;
    assert_eq!(
        written,
        json!({ "title": "t", "shown": false, "marks": [{ "x": [null] }] })
    );

    let portrait = portrait.image("png");
    let request = sent(|client| client.bodies().portrait(portrait)).await?;
    let (media_type, text) = body(&request);
    assert_eq!(media_type, "multipart/form-data; boundary=BOUNDARY");
    assert!(text.contains("name=\"shown\"\r\n\r\nfalse\r\n"), "{text}");

    let long = Portrait::new().title("too long");
    let refused = sent(|client| client.bodies().portrait(long)).await.err();
    let refused = refused.ok_or("it was sent")?;
    let error: &Error = refused.downcast_ref().ok_or("not of the SDK")?;
    assert_eq!(violations(error), [("title", "maxLength")]);
    Ok(())
}
