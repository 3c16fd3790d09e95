//! TLS out of the box: what the system trusts is trusted, nothing else is, and HTTP/2 is spoken where offered.
//!
//! What the system trusts is set by a variable of the environment, so that the calls are made by a process
//! of their own: this test again, with other arguments.

#![cfg(all(target_os = "linux", feature = "rustls"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs, thread};

use bytes::Bytes;
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sdk_runtime::{Call, ErrorKind, Paging};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use support::{GET, SEND, builder, call, hasty};

/// Tells the second process where the server is, and the third one that it is not to be trusted.
const URL: &str = "SDK_RUNTIME_TLS_URL";
const TRUSTED: &str = "SDK_RUNTIME_TLS_TRUSTED";

#[test]
fn https_works_and_speaks_http2() {
    let issued = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let root = env::temp_dir().join(format!("sdk-runtime-{}.pem", std::process::id()));
    fs::write(&root, issued.cert.pem()).unwrap();
    let (url, connections) = server(&issued);

    let trusting = made_by_another_process(&url, |child| {
        child.env("SSL_CERT_FILE", &root).env(TRUSTED, "1")
    });
    assert!(trusting.status.success(), "{}", String::from_utf8_lossy(&trusting.stdout));
    assert_eq!(
        connections.load(Ordering::Relaxed),
        4,
        "ten calls at once share a connection, and one follows when that falls silent; another client takes one that is closed for new requests, and the next"
    );

    let strict = made_by_another_process(&url, |child| child);
    fs::remove_file(root).unwrap();
    assert!(strict.status.success(), "{}", String::from_utf8_lossy(&strict.stdout));
    assert_eq!(
        connections.load(Ordering::Relaxed),
        4,
        "no request is sent to who is not trusted"
    );
}

fn made_by_another_process(
    url: &str,
    with: impl FnOnce(&mut Command) -> &mut Command,
) -> std::process::Output {
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--ignored", "--exact", "calls", "--nocapture"]).env(URL, url);
    with(&mut child).output().unwrap()
}

#[tokio::test]
#[ignore = "run by the test above, in a process of its own"]
async fn calls() {
    let client = builder(&env::var(URL).unwrap()).max_attempts(1).build().unwrap();
    let first = call(&client, &SEND).await;
    if env::var_os(TRUSTED).is_none() {
        let error = first.unwrap_err();
        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (ErrorKind::Transport, "no connection could be made")
        );
        return;
    }
    assert_eq!(first.unwrap()["id"], 7);
    // The links of the list are plain ones, as of a server that does not know of its TLS.
    let list = Call::new(&client, &GET).path("id", 1).returns_page::<u32>(Paging::new());
    assert_eq!(list.items().all().await.unwrap(), [1, 2]);
    let calls = (0..10)
        .map(|_| tokio::spawn(IntoFuture::into_future(call(&client, &SEND))))
        .collect::<Vec<_>>();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap()["id"], 7);
    }
    // A connection on which nothing comes any more is given up before the call is, and not used again.
    tokio::time::pause();
    let error = call(&client, &SEND).header("x-freeze", "1").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
    tokio::time::resume();
    assert_eq!(call(&client, &SEND).await.unwrap()["id"], 7);
    // What the server says that it has not acted upon is sent again, whatever it is.
    let client = hasty(&env::var(URL).unwrap()).build().unwrap();
    let refused = call(&client, &SEND).header("x-refuse", "1").with_response();
    assert_eq!(refused.await.unwrap().attempts(), 3);
}

/// A server that speaks nothing but HTTP/2 over TLS, and counts the connections on which it got that far.
fn server(issued: &rcgen::CertifiedKey<rcgen::KeyPair>) -> (String, Arc<AtomicUsize>) {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(
        issued.signing_key.serialize_der(),
    ));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    let mut config = config
        .with_no_client_auth()
        .with_single_cert(vec![issued.cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let connections = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&connections);
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener =
                TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
            sender.send(listener.local_addr().unwrap().port()).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(acceptor.clone(), stream, Arc::clone(&counter)));
            }
        });
    });
    (format!("https://localhost:{}", receiver.recv().unwrap()), connections)
}

/// Errors are the client going away.
async fn serve(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    connections: Arc<AtomicUsize>,
) -> Option<()> {
    let stream = acceptor.accept(stream).await.ok()?;
    let before = connections.fetch_add(1, Ordering::Relaxed);
    if before == 2 {
        return go_away(stream).await;
    }
    let mut refuses = before == 3;
    let mut connection = h2::server::handshake(stream).await.ok()?;
    while let Some(request) = connection.accept().await {
        let (request, mut respond) = request.ok()?;
        assert_eq!(request.headers()["x-api-key"], support::KEY);
        if request.headers().contains_key("x-freeze") {
            std::future::pending::<()>().await;
        }
        if std::mem::take(&mut refuses) {
            respond.send_reset(h2::Reason::REFUSED_STREAM);
            continue;
        }
        let body = match (request.uri().query(), request.uri().authority()) {
            (Some(_), _) => r#"{"next": null, "results": [2]}"#.to_owned(),
            (None, Some(here)) if request.method() == http::Method::GET => {
                format!(r#"{{"next": "http://{here}/?page=2", "results": [1]}}"#)
            }
            _ => r#"{"id": 7}"#.to_owned(),
        };
        let response = http::Response::builder().status(200).body(()).ok()?;
        respond
            .send_response(response, false)
            .ok()?
            .send_data(Bytes::from(body), true)
            .ok()?;
    }
    Some(())
}

/// Settings, and that no request at all is acted upon on this connection.
async fn go_away(mut stream: TlsStream<TcpStream>) -> Option<()> {
    const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GO_AWAY: [u8; 17] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    stream.write_all(&SETTINGS).await.ok()?;
    stream.flush().await.ok()?;
    // The request is on its way.
    tokio::time::sleep(Duration::from_millis(300)).await;
    stream.write_all(&GO_AWAY).await.ok()?;
    stream.flush().await.ok()?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    Some(())
}
