//! The variables of servers: what they may be, and that none leads to another host.

#![allow(clippy::unwrap_used, reason = "a test fails by it")]

use sdk_runtime::{Error, ErrorKind, ServerTemplate};

/// The URL of a server with one of its variables set; `path` is the default of that of this name.
fn url_of(
    url: &'static str,
    path: &'static str,
    name: &str,
    value: &str,
) -> Result<String, Error> {
    let defaults = [("protocol", "1"), ("tenant", "1"), ("port", "1"), ("path", path)];
    let variables =
        defaults.map(|(name, default)| ServerTemplate::variable(name, default, &[]));
    let variables = variables.to_vec().leak();
    ServerTemplate { url, variables }.with(&[(name, value)])
}

#[test]
fn a_variable_of_the_server_does_not_lead_to_another_host() {
    let url = |template, name, value| url_of(template, "1", name, value);
    let tenant = "https://{tenant}.acme.example:{port}/{path}";
    for (template, name, value) in [
        (tenant, "tenant", "evil.example/x"),
        (tenant, "tenant", "evil.example:443/"),
        (tenant, "tenant", "evil.example:443"),
        (tenant, "port", "1/x"),
        ("{protocol}://acme.example/v1", "protocol", "https://evil.example/x"),
        ("{protocol}://acme.example/v1", "protocol", "https:evil.example"),
        ("https://{tenant}/v1", "tenant", "acme.example/v2"),
    ] {
        let error = url(template, name, value).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("without"), "{error}");
    }
    for (template, name, value, expected) in [
        (tenant, "tenant", "eu.a", "https://eu.a.acme.example:1/1"),
        (tenant, "port", "8443", "https://1.acme.example:8443/1"),
        (tenant, "path", "a:b/c", "https://1.acme.example:1/a:b/c"),
        ("https://{tenant}/v1", "tenant", "[::1]:8443", "https://[::1]:8443/v1"),
        ("{protocol}://{tenant}", "protocol", "http", "http://1"),
        ("{tenant}/v1", "tenant", "https://a.example:1", "https://a.example:1/v1"),
    ] {
        assert_eq!(url(template, name, value).unwrap(), expected);
    }
}

#[test]
fn what_begins_the_path_is_no_more_of_the_host_and_a_host_is_not_left_out() {
    let tenant = "https://{tenant}.acme.example:{port}/{path}";
    let (tenants, glued) = ("https://{tenant}{path}", "https://acme.example{path}");
    for (template, name, value) in [
        (tenant, "tenant", ""),
        (tenant, "port", ""),
        (tenants, "tenant", ""),
        (tenants, "tenant", "a.example/b"),
        ("{protocol}://acme.example/v1", "protocol", ""),
        (glued, "path", ".evil.example"),
        (glued, "path", ":443/x"),
        (glued, "path", "@evil.example/"),
        (tenants, "path", "evil.example/"),
    ] {
        for default in ["", "/v1"] {
            let error = url_of(template, default, name, value).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
        }
    }
    for (value, expected) in [("", ""), ("/", "/"), ("/v2/a:b", "/v2/a:b")] {
        let url = |template| url_of(template, "/v1", "path", value).unwrap();
        assert_eq!(url(glued), format!("https://acme.example{expected}"));
        assert_eq!(url(tenants), format!("https://1{expected}"));
    }
    let tenants = url_of(tenants, "/v1", "tenant", "a.example:443").unwrap();
    assert_eq!(tenants, "https://a.example:443/v1");
    let suffix = url_of("https://api{path}.example/", "", "path", "").unwrap();
    assert_eq!(suffix, "https://api.example/");
}
