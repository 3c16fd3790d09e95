//! What is found wrong before anything is sent, and what is not.
//!
//! Invariant: where something is found, the server has seen nothing, and no form of the error prints a value.

use sdk_tests::{Answer, Server, fixture};
use wassist::{Client, ErrorKind, types::*};

use super::{CONVERSATION, Failure, KEY};

/// A text that must not turn up in any error: a customer wrote it.
const PRIVATE: &str = "PRIVATE";

/// A character of four bytes and two UTF-16 units, and one code point.
const CAKE: &str = "\u{1F370}";

/// Path, rule and limit of each violation, sorted.
type Findings = Vec<(String, String, Option<String>)>;

/// What is found wrong with a message; empty if it was sent.
async fn findings(message: impl Into<SendMessageInput>) -> Result<Findings, Failure> {
    let server = Server::start([Answer::json(201, fixture("message_text.json")?)])?;
    let client = super::client(server.url())?;
    let Err(error) = client
        .conversations()
        .messages()
        .send(CONVERSATION, message)
        .await
    else {
        assert_eq!(server.requests().len(), 1);
        return Ok(Vec::new());
    };
    assert_eq!(server.requests(), [], "nothing is sent");
    assert_eq!(error.kind(), ErrorKind::Validation);
    assert_eq!(
        (error.status(), error.body(), error.attempts()),
        (None, None, 0)
    );
    assert!(!error.is_retryable());
    for printed in [
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
    ] {
        assert!(!printed.contains(PRIVATE), "{printed}");
        assert!(!printed.contains(CAKE), "{printed}");
    }
    let mut findings: Findings = error
        .violations()
        .iter()
        .map(|found| {
            (
                found.path().to_owned(),
                found.rule().to_owned(),
                found.limit().map(str::to_owned),
            )
        })
        .collect();
    findings.sort();
    Ok(findings)
}

/// The finding at `path`.
fn finding(path: &str, rule: &str, limit: &str) -> (String, String, Option<String>) {
    (path.to_owned(), rule.to_owned(), Some(limit.to_owned()))
}

fn long(length: usize) -> String {
    format!("{PRIVATE}{}", CAKE.repeat(length - PRIVATE.len()))
}

fn button(text: impl Into<String>) -> UnifiedWhatsappButtonInput {
    UnifiedWhatsappButtonInput::new(ButtonType::QuickReply, text)
}

fn buttons(
    buttons: impl IntoIterator<Item = UnifiedWhatsappButtonInput>,
) -> UnifiedWhatsappMessageInput {
    UnifiedWhatsappMessageInput::new().buttons(buttons)
}

#[tokio::test]
#[expect(deprecated, reason = "it can still be sent")]
async fn lengths_count_code_points() -> Result<(), Failure> {
    let unified = || UnifiedWhatsappMessageInput::new();
    let id = |length| buttons([button("a").quick_reply_id(long(length))]);
    let cta = |body, text| SendMessageCtaInput::new(long(body), long(text), "https://example.com");
    assert_eq!(
        findings(unified().text(long(1024)).footer(long(60))).await?,
        []
    );
    assert_eq!(findings(buttons([button(long(20))])).await?, []);
    assert_eq!(findings(id(200)).await?, []);
    assert_eq!(findings(cta(1024, 20)).await?, []);

    let found = findings(unified().text(long(1025))).await?;
    assert_eq!(found, [finding("unified.text", "maxLength", "1024")]);
    let found = findings(unified().footer(long(61))).await?;
    assert_eq!(found, [finding("unified.footer", "maxLength", "60")]);
    let found = findings(buttons([button("a"), button(long(21))])).await?;
    assert_eq!(
        found,
        [finding("unified.buttons[1].text", "maxLength", "20")]
    );
    let found = findings(id(201)).await?;
    assert_eq!(
        found,
        [finding(
            "unified.buttons[0].quickReplyId",
            "maxLength",
            "200"
        )]
    );
    let found = findings(cta(1025, 20)).await?;
    assert_eq!(found, [finding("cta.body", "maxLength", "1024")]);
    let found = findings(cta(1024, 21)).await?;
    assert_eq!(found, [finding("cta.buttonText", "maxLength", "20")]);
    Ok(())
}

#[tokio::test]
#[expect(deprecated, reason = "it can still be sent")]
async fn uris_are_absolute() -> Result<(), Failure> {
    let media =
        |url: &str| UnifiedWhatsappMessageInput::new().media(UnifiedWhatsappMediaInput::new(url));
    for good in [
        "https://example.com",
        "http://localhost:1/a?b#c",
        "mailto:a@example.com",
    ] {
        assert_eq!(findings(media(good)).await?, [], "{good}");
    }
    for bad in [
        "",
        PRIVATE,
        "/PRIVATE",
        "//example.com/PRIVATE",
        "https://",
        "https://exa mple.com/PRIVATE",
    ] {
        let found = findings(media(bad)).await?;
        assert_eq!(
            found,
            [finding("unified.media.url", "format", "uri")],
            "{bad}"
        );
    }
    let found = findings(buttons([button("a").url(PRIVATE)])).await?;
    assert_eq!(found, [finding("unified.buttons[0].url", "format", "uri")]);

    let cta =
        SendMessageCtaInput::new("a", "b", PRIVATE).image(SendMessageCtaImageInput::new(PRIVATE));
    let found = findings(cta).await?;
    assert_eq!(
        found,
        [
            finding("cta.image.url", "format", "uri"),
            finding("cta.url", "format", "uri")
        ]
    );
    Ok(())
}

#[tokio::test]
async fn at_most_three_buttons() -> Result<(), Failure> {
    assert_eq!(
        findings(buttons([button("a"), button("b"), button("c")])).await?,
        []
    );
    let found = findings(buttons([
        button("a"),
        button("b"),
        button("c"),
        button("d"),
    ]))
    .await?;
    assert_eq!(found, [finding("unified.buttons", "maxItems", "3")]);
    Ok(())
}

#[tokio::test]
async fn everything_is_found_at_once() -> Result<(), Failure> {
    let message = buttons([
        button(long(21)).url(PRIVATE),
        button("b"),
        button("c"),
        button("d").quick_reply_id(long(201)),
    ]);
    let found = findings(message.text(long(1025))).await?;
    assert_eq!(
        found,
        [
            finding("unified.buttons", "maxItems", "3"),
            finding("unified.buttons[0].text", "maxLength", "20"),
            finding("unified.buttons[0].url", "format", "uri"),
            finding("unified.buttons[3].quickReplyId", "maxLength", "200"),
            finding("unified.text", "maxLength", "1024"),
        ]
    );
    Ok(())
}

#[tokio::test]
#[expect(deprecated, reason = "it can still be sent")]
async fn no_rule_that_the_description_does_not_state() -> Result<(), Failure> {
    assert_eq!(findings(UnifiedWhatsappMessageInput::new()).await?, []);
    assert_eq!(findings(buttons([])).await?, []);
    assert_eq!(findings(buttons([button("")])).await?, []);
    assert_eq!(findings(SendMessageTextInput::new(long(5000))).await?, []);
    let variables = TemplateVariables::new().body([long(5000)]).header([""]);
    assert_eq!(
        findings(SendMessageTemplateInput::new("").variables(variables)).await?,
        []
    );
    Ok(())
}

#[tokio::test]
async fn an_id_that_would_change_the_path_is_not_sent() -> Result<(), Failure> {
    let server = Server::start([])?;
    let client = super::client(server.url())?;
    for id in ["", ".", ".."] {
        let result = client
            .conversations()
            .messages()
            .send(id, super::hello())
            .await;
        let error = result.err().ok_or_else(|| format!("{id:?} was sent"))?;
        assert_eq!(error.kind(), ErrorKind::Validation);
        let found: Vec<_> = error
            .violations()
            .iter()
            .map(|found| (found.path(), found.rule()))
            .collect();
        assert_eq!(found, [("id", "pathSegment")], "{id:?}");
    }
    assert_eq!(server.requests(), []);
    Ok(())
}

#[tokio::test]
async fn it_can_be_switched_off() -> Result<(), Failure> {
    let server = Server::start([Answer::json(201, fixture("message_text.json")?)])?;
    let client = Client::builder()
        .api_key(KEY)
        .base_url(server.url())
        .validation(false)
        .build()?;
    let message = UnifiedWhatsappMessageInput::new().footer("x".repeat(61));
    client
        .conversations()
        .messages()
        .send(CONVERSATION, message)
        .await?;
    assert!(server.request()?.text().contains(&"x".repeat(61)));
    Ok(())
}
