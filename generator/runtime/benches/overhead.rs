//! What a call through the runtime costs, beside the same call through bare reqwest.
//!
//! Both send the same body over loopback in turns, so that whatever else the machine does hits both; what is
//! counted is the processor time of the client's thread alone, as Linux accounts it. Run it with
//! `cargo bench --package sdk-runtime`.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by it")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::{fs, hint, thread};

use sdk_runtime::{
    Api, Call, Client, ClientBuilder, Method, Operation, Scheme, SchemeKind, Validated,
    WireField,
};
use serde::{Deserialize, Serialize};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

static API: Api = Api {
    user_agent: "bench/1",
    env_prefix: "BENCH",
    base_url: None,
    schemes: &[Scheme {
        name: "Key",
        kind: SchemeKind::Header("X-API-Key"),
        env: "BENCH",
    }],
};

const SEND: Operation = Operation {
    id: "send",
    method: Method::Post,
    path: "/api/v1/conversations/{id}/messages/",
    idempotent: false,
    security: &[&[0]],
};

const ID: &str = "6f1b7a1e-1c7e-4b43-9d1a-0d2a7f0f3a11";
const KEY: &str = "sk_live_0123456789";
const ANSWER: &str = r#"{"id":"6f1b7a1e-1c7e-4b43-9d1a-0d2a7f0f3a11","role":"assistant","type":"unified","status":"sent","text":null,"body":"Your table is ready.","createdAt":"2026-11-22T12:00:00Z"}"#;

#[derive(Clone, Serialize, garde::Validate)]
struct Message {
    #[garde(length(chars, max = 1024))]
    text: String,
    #[garde(length(chars, max = 60))]
    footer: Option<String>,
    #[garde(dive)]
    buttons: Vec<Button>,
}

#[derive(Clone, Serialize, garde::Validate)]
struct Button {
    #[garde(length(chars, max = 20))]
    text: String,
    #[serde(rename = "quickReplyId")]
    #[garde(length(chars, max = 200))]
    quick_reply_id: Option<String>,
}

impl Validated for Message {
    fn wire_fields() -> &'static [WireField] {
        const { &[WireField::new("buttons", "buttons").of::<Button>()] }
    }
}

impl Validated for Button {
    fn wire_fields() -> &'static [WireField] {
        const { &[WireField::new("quick_reply_id", "quickReplyId")] }
    }
}

#[derive(Deserialize)]
struct Sent {
    id: String,
    body: Option<String>,
}

/// Which way a batch of calls goes.
#[derive(Clone, Copy)]
enum Way {
    Bare,
    Sdk,
    Validated,
}

#[derive(Clone)]
struct Caller {
    url: String,
    bare: reqwest::Client,
    sdk: Client,
    message: Message,
}

impl Caller {
    fn new(url: &str) -> Self {
        let button = |text: &str| Button {
            text: text.into(),
            quick_reply_id: Some(text.into()),
        };
        Self {
            url: url.to_owned(),
            bare: reqwest::Client::builder().no_proxy().build().unwrap(),
            sdk: ClientBuilder::new(&API)
                .base_url(url)
                .credential(0, KEY)
                .build()
                .unwrap(),
            message: Message {
                text: "Your table is ready. ".repeat(20),
                footer: Some("See you soon".into()),
                buttons: ["On my way", "Ten minutes", "Cancel"].map(button).to_vec(),
            },
        }
    }

    async fn call(self, way: Way) {
        let sent = match way {
            Way::Bare => self.bare().await,
            Way::Sdk => {
                let call =
                    Call::new(&self.sdk, &SEND).path("id", ID).json(&self.message);
                call.returns_json::<Sent>().await.unwrap()
            }
            Way::Validated => {
                let call = Call::new(&self.sdk, &SEND)
                    .path("id", ID)
                    .validated_json(&self.message);
                call.returns_json::<Sent>().await.unwrap()
            }
        };
        hint::black_box((sent.id, sent.body));
    }

    async fn bare(&self) -> Sent {
        let url = format!("{}/api/v1/conversations/{ID}/messages/", self.url);
        let request = self
            .bare
            .post(url)
            .header("X-API-Key", KEY)
            .header("Content-Type", "application/json");
        let request =
            request.header("Accept", "application/json").header("User-Agent", "bench/1");
        let request = request.timeout(std::time::Duration::from_secs(60));
        let response = request
            .body(serde_json::to_vec(&self.message).unwrap())
            .send()
            .await
            .unwrap();
        serde_json::from_slice(
            &response.error_for_status().unwrap().bytes().await.unwrap(),
        )
        .unwrap()
    }
}

fn main() {
    // Bare reqwest takes its TLS from the process.
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let caller = Caller::new(&server());
    for in_flight in [1, 64] {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let ways = [Way::Bare, Way::Sdk, Way::Validated];
        let mut costs = ways.map(|_| Vec::new());
        for _ in 0..200 {
            for (way, costs) in ways.into_iter().zip(&mut costs) {
                costs.push(cost(&runtime, &caller, way, in_flight));
            }
        }
        let [bare, sdk, validated] = costs.map(undisturbed);
        println!(
            "{in_flight:>2} in flight: bare {bare:.2} us, runtime {sdk:.2} us ({:+.1} %), validated {validated:.2} us ({:+.2} us)",
            (sdk / bare - 1.0) * 100.0,
            validated - sdk
        );
    }
}

/// Microseconds of this thread for a call, once the connections of this way are warm again.
fn cost(runtime: &Runtime, caller: &Caller, way: Way, in_flight: usize) -> f64 {
    const CALLS: usize = 256;
    runtime.block_on(calls(caller, way, in_flight, CALLS / 2));
    let before = processor_time();
    runtime.block_on(calls(caller, way, in_flight, CALLS));
    (processor_time() - before) as f64 / 1000.0 / CALLS as f64
}

async fn calls(caller: &Caller, way: Way, in_flight: usize, count: usize) {
    let mut tasks = JoinSet::new();
    for _ in 0..count {
        if tasks.len() == in_flight {
            tasks.join_next().await.unwrap().unwrap();
        }
        tasks.spawn(caller.clone().call(way));
    }
    tasks.join_all().await;
}

/// Nanoseconds that this thread has had a processor.
fn processor_time() -> u64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse().unwrap()
}

/// The tenth that the rest of the machine disturbed least.
fn undisturbed(mut costs: Vec<f64>) -> f64 {
    costs.sort_by(f64::total_cmp);
    let tenth = &costs[..costs.len().div_ceil(10)];
    tenth.iter().sum::<f64>() / tenth.len() as f64
}

/// A server that answers everything alike.
fn server() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    url
}

fn serve(stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let answer = format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    );
    let mut reader = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
            match line.trim_end().split_once(": ") {
                Some(("content-length", value)) => length = value.parse().ok()?,
                None if line == "\r\n" => break,
                _ => {}
            }
        }
        reader.read_exact(&mut vec![0; length]).ok()?;
        reader.get_mut().write_all(answer.as_bytes()).ok()?;
    }
}
