//! The idiom pages: what drf-spectacular can write and the Wassist pages happen not to use.
//!
//! Invariant: the operation of each idiom page is called.

use std::collections::BTreeMap;

use sdk_tests::Answer;
use serde_json::json;
use wide_client::resources::idioms::{CursorListParams, FiltersListParams};
use wide_client::types::*;
use wide_client::{Client, Error};

use super::{Failure, ID, assert_bare, assert_sent, call};

#[tokio::test]
async fn free_json_both_ways() -> Result<(), Failure> {
    let body = BTreeMap::from([("a".to_owned(), json!([1, null]))]);
    let (answer, request) = call(Answer::json(200, "[true]"), |client| {
        client.idioms().any_create(body)
    })
    .await?;
    assert_sent(&request, "POST /api/v1/idioms/any/", r#"{"a":[1,null]}"#);
    assert_eq!(answer, json!([true]));
    Ok(())
}

#[tokio::test]
async fn bare_list_sent_and_map_answered() -> Result<(), Failure> {
    #[allow(deprecated, reason = "the page says so")]
    let (answer, request) = call(Answer::json(207, r#"{"x": {"label": "b"}}"#), |client| {
        client.idioms().bulk_create([Sub::new("a")])
    })
    .await?;
    assert_sent(&request, "POST /api/v1/idioms/bulk/", r#"[{"label":"a"}]"#);
    assert_eq!(answer["x"].label, "b");
    Ok(())
}

#[tokio::test]
async fn cursor() -> Result<(), Failure> {
    let answer = r#"{"next": null, "previous": null, "results": [{"label": "a"}]}"#;
    let (page, request) = call(Answer::json(200, answer), |client| {
        client
            .idioms()
            .cursor_list(CursorListParams::new().cursor("cD0="))
    })
    .await?;
    assert_bare(&request, "GET /api/v1/idioms/cursor/?cursor=cD0%3D");
    assert_eq!((page.items.len(), page.has_next()), (1, false));
    Ok(())
}

#[tokio::test]
async fn every_kind_of_parameter() -> Result<(), Failure> {
    let params = FiltersListParams::new("t-1", "cake")
        .class(3)
        .color(IdiomsFiltersListColor::Red)
        .colors([
            IdiomsFiltersListColorsItem::Red,
            IdiomsFiltersListColorsItem::Green,
        ])
        .csv([ID.parse()?, ID.parse()?])
        .day("2026-09-29".parse()?)
        .limit(100)
        .session("s")
        .sort_by(IdiomsFiltersListSortBy::MinusName);
    let (_, request) = call(Answer::json(200, r#"{"results": []}"#), |client| {
        client.idioms().filters_list(params)
    })
    .await?;
    assert_bare(
        &request,
        &format!(
            "GET /api/v1/idioms/filters/?class=3&color=red&colors=red&colors=green&csv={ID},{ID}\
             &day=2026-09-29&limit=100&q=cake&sort-by=-name"
        ),
    );
    assert_eq!(request.header("X-Trace"), Some("t-1"));
    assert_eq!(request.header("Cookie"), Some("session=s"));
    Ok(())
}

#[tokio::test]
async fn scalars() -> Result<(), Failure> {
    let body = ScalarsRequest::new(
        i64::MAX,
        0.5,
        "12.50".parse()?,
        None,
        "2026-09-29".parse()?,
        "a-b",
        "12345678",
        ["x"],
    )
    .color(ColorEnum::Empty)
    .sub_(Sub::new("s"));
    let answer = r#"{"id": 1, "big": 2, "ratio": 1, "price": "0.10", "day": "2026-09-29", "slug": "s", "tags": [], "subs": [], "color": null, "level": 2, "labels": {"a": 1}, "blob": null}"#;
    let (scalars, request) = call(Answer::json(200, answer), |client| {
        client
            .idioms()
            .scalars_update(7, "29/9", "s", ID.parse().unwrap_or_default(), body)
    })
    .await?;
    assert_sent(
        &request,
        &format!("PUT /api/v1/idioms/scalars/7/29%2F9/s/{ID}/"),
        r#"{"big":9223372036854775807,"ratio":0.5,"price":"12.50","priceNumber":null,"day":"2026-09-29","slug":"a-b","secret":"12345678","color":"","tags":["x"],"sub":{"label":"s"}}"#,
    );
    assert_eq!(scalars.price.to_string(), "0.10");
    assert_eq!(
        (scalars.color, scalars.level),
        (None, Some(LevelEnum::High))
    );
    Ok(())
}

#[tokio::test]
async fn the_digits_of_a_decimal_number_are_checked() -> Result<(), Failure> {
    let day = "2026-09-29".parse()?;
    let price = "1234567.125".parse()?;
    let body = ScalarsRequest::new(1, 0.5, price, None, day, "a", "12345678", ["x"]);
    let ident = ID.parse()?;
    let replace = |client: &Client| client.idioms().scalars_update(7, "d", "s", ident, body);
    let Err(error) = call(Answer::json(200, "{}"), replace).await else {
        return Err("a price of seven digits was sent".into());
    };
    let error: Box<Error> = error.downcast()?;
    let violations = error.violations();
    assert_eq!(violations.len(), 1, "{error}");
    assert_eq!(
        (violations[0].path(), violations[0].rule()),
        ("price", "pattern")
    );
    Ok(())
}

#[tokio::test]
async fn method_fields_that_carry_a_type() -> Result<(), Failure> {
    let answer = r#"{"count": 2, "names": ["a"], "extra": null, "child": {"label": "c"}}"#;
    let (typed, request) = call(Answer::json(200, answer), |client| {
        client.idioms().typed_retrieve()
    })
    .await?;
    assert_bare(&request, "GET /api/v1/idioms/typed/");
    assert_eq!(typed.child.map(|child| child.label).as_deref(), Some("c"));
    Ok(())
}
