//! What goes over the wire, byte for byte.
//!
//! Invariant: bodies are compared as texts and not as JSON, since the order of members is sent as well.

use wassist::types::*;

use super::{CONVERSATION, Failure, KEY, deliver, hello};

/// The body that is sent for a message.
async fn body(message: impl Into<SendMessageInput>) -> Result<String, Failure> {
    Ok(deliver(CONVERSATION, message).await?.text())
}

#[tokio::test]
async fn request_line_and_headers() -> Result<(), Failure> {
    let request = deliver(CONVERSATION, hello()).await?;
    let path = format!("/api/v1/conversations/{CONVERSATION}/messages/");
    assert_eq!(request.line(), format!("POST {path} HTTP/1.1"));
    assert_eq!(request.header("X-API-Key"), Some(KEY));
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert_eq!(request.header("Accept"), Some("application/json"));
    let agent = format!("wassist-rust/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.header("User-Agent"), Some(&*agent));
    assert_eq!(
        request.header("Content-Length"),
        Some(&*request.body.len().to_string())
    );

    let mut names: Vec<_> = request
        .headers()
        .map(|(name, _)| name.to_lowercase())
        .collect();
    names.sort();
    let expected = [
        "accept",
        "content-length",
        "content-type",
        "host",
        "user-agent",
        "x-api-key",
    ];
    assert_eq!(names, expected, "nothing else is told to the server");
    Ok(())
}

#[tokio::test]
async fn an_id_stays_in_its_segment_of_the_path() -> Result<(), Failure> {
    for (id, segment) in [
        ("a/b c?#%", "a%2Fb%20c%3F%23%25"),
        ("../admin", "..%2Fadmin"),
        ("%2e%2e", "%252e%252e"),
        ("ß\u{1F370}", "%C3%9F%F0%9F%8D%B0"),
        ("a;b=c,d:e@f", "a%3Bb%3Dc%2Cd%3Ae%40f"),
        ("A-Z_0.9~", "A-Z_0.9~"),
        ("line\r\nX-Evil: 1", "line%0D%0AX-Evil%3A%201"),
    ] {
        let request = deliver(id, hello()).await?;
        let line = format!("POST /api/v1/conversations/{segment}/messages/ HTTP/1.1");
        assert_eq!(request.line(), line);
        assert_eq!(request.header("X-Evil"), None);
    }
    Ok(())
}

#[tokio::test]
async fn unified() -> Result<(), Failure> {
    let message = UnifiedWhatsappMessageInput::new()
        .text("Your table is ready.")
        .footer("Chez Nous")
        .media(UnifiedWhatsappMediaInput::new("https://example.com"))
        .buttons([
            UnifiedWhatsappButtonInput::new(ButtonType::QuickReply, "On my way")
                .quick_reply_id("omw"),
            UnifiedWhatsappButtonInput::new(ButtonType::Url, "Menu")
                .url("https://example.com/menu?a=b&c"),
        ]);
    assert_eq!(
        body(message).await?,
        concat!(
            r#"{"type":"unified","unified":{"text":"Your table is ready.","footer":"Chez Nous","#,
            r#""media":{"url":"https://example.com"},"buttons":["#,
            r#"{"type":"quick_reply","text":"On my way","quickReplyId":"omw"},"#,
            r#"{"type":"url","text":"Menu","url":"https://example.com/menu?a=b&c"}]}}"#,
        )
    );
    let empty = UnifiedWhatsappMessageInput::new();
    assert_eq!(body(empty).await?, r#"{"type":"unified","unified":{}}"#);
    Ok(())
}

#[tokio::test]
async fn template() -> Result<(), Failure> {
    let plain = SendMessageTemplateInput::new("order_update");
    assert_eq!(
        body(plain).await?,
        r#"{"type":"template","template":{"name":"order_update"}}"#
    );

    let message = SendMessageTemplateInput::new("order_update").variables(
        TemplateVariables::new()
            .body(["Alex", "#1234"])
            .header(["Hello"])
            .buttons(["track"])
            .cards([
                Card::new().body(["one"]).header("First").buttons(["a"]),
                Card::new(),
            ]),
    );
    assert_eq!(
        body(message).await?,
        concat!(
            r#"{"type":"template","template":{"name":"order_update","variables":{"#,
            r##""body":["Alex","#1234"],"header":["Hello"],"buttons":["track"],"##,
            r#""cards":[{"body":["one"],"header":"First","buttons":["a"]},{}]}}}"#,
        )
    );
    Ok(())
}

#[tokio::test]
#[expect(deprecated, reason = "it can still be sent")]
async fn the_deprecated_kinds_still_work() -> Result<(), Failure> {
    let text = SendMessageTextInput::new("Hello");
    assert_eq!(
        body(text).await?,
        r#"{"type":"text","text":{"body":"Hello"}}"#
    );

    let cta = SendMessageCtaInput::new("Your basket is waiting.", "Open", "https://example.com/b");
    assert_eq!(
        body(cta.clone()).await?,
        concat!(
            r#"{"type":"cta","cta":{"body":"Your basket is waiting.","buttonText":"Open","#,
            r#""url":"https://example.com/b"}}"#,
        )
    );
    let image = SendMessageCtaImageInput::new("https://example.com/cake.png");
    assert_eq!(
        body(cta.image(image)).await?,
        concat!(
            r#"{"type":"cta","cta":{"body":"Your basket is waiting.","buttonText":"Open","#,
            r#""url":"https://example.com/b","image":{"url":"https://example.com/cake.png"}}}"#,
        )
    );
    Ok(())
}

#[tokio::test]
async fn a_variant_can_be_written_out() -> Result<(), Failure> {
    let message = SendMessageInput::Unified { unified: hello() };
    assert_eq!(
        body(message).await?,
        r#"{"type":"unified","unified":{"text":"Hello"}}"#
    );
    Ok(())
}

#[tokio::test]
async fn text_is_sent_as_it_is() -> Result<(), Failure> {
    let message =
        UnifiedWhatsappMessageInput::new().text("Grüße \u{1F370}\n\"quoted\" \\ \u{0} </script>");
    let expected = "{\"type\":\"unified\",\"unified\":{\"text\":\"Grüße \u{1F370}\\n\\\"quoted\\\" \\\\ \\u0000 </script>\"}}";
    assert_eq!(body(message).await?, expected);
    Ok(())
}

#[tokio::test]
async fn an_enum_value_that_this_version_does_not_know_can_be_sent() -> Result<(), Failure> {
    let button = UnifiedWhatsappButtonInput::new("call", "Ring");
    let message = UnifiedWhatsappMessageInput::new().buttons([button]);
    let expected = r#"{"type":"unified","unified":{"buttons":[{"type":"call","text":"Ring"}]}}"#;
    assert_eq!(body(message).await?, expected);
    Ok(())
}
