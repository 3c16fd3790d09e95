//! What a call through the runtime costs, beside the same call through bare reqwest.
//!
//! Both send the same body over loopback in turns, so that whatever else the machine does hits both; what is
//! counted is the processor time of the client's thread alone, as Linux accounts it, and compared round by round.
//! Run it with `cargo bench --package sdk-runtime`, on a machine that does nothing else.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by it")]

use std::net::TcpListener;
use std::{fs, hint, thread};

use sdk_runtime::{
    Api, Call, Client, ClientBuilder, Method, Operation, Scheme, SchemeKind, Validated,
    WireField,
};
use serde::{Deserialize, Serialize};
use tokio::io::{
    AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader,
};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

static API: Api = Api {
    user_agent: "bench/1",
    env_prefix: "BENCH",
    optional_credentials: false,
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
        let [bare, sdk, validated] = rounds(&caller, in_flight);
        let overhead = ratio(&sdk, &bare);
        println!(
            "{in_flight:>2} in flight: bare {:.2} us, runtime {:+.1} % (half of the rounds between {:+.1} % and {:+.1} %), validation {:+.2} us",
            quarter(bare.clone(), 2),
            quarter(overhead.clone(), 2),
            quarter(overhead.clone(), 1),
            quarter(overhead, 3),
            quarter(difference(&validated, &sdk), 2),
        );
    }
}

/// What a call costs each way, round by round. The ways take turns in who goes first.
fn rounds(caller: &Caller, in_flight: usize) -> [Vec<f64>; 3] {
    const ROUNDS: usize = 600;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ways = [Way::Bare, Way::Sdk, Way::Validated];
    let mut costs = ways.map(|_| Vec::with_capacity(ROUNDS));
    for round in 0..ROUNDS {
        for turn in 0..ways.len() {
            let way = (round + turn) % ways.len();
            costs[way].push(cost(&runtime, caller, ways[way], in_flight));
        }
    }
    costs
}

/// By how many percent a way costs more than another in the same round.
fn ratio(costs: &[f64], base: &[f64]) -> Vec<f64> {
    costs.iter().zip(base).map(|(cost, base)| (cost / base - 1.0) * 100.0).collect()
}

/// How much more a way costs than another in the same round.
fn difference(costs: &[f64], base: &[f64]) -> Vec<f64> {
    costs.iter().zip(base).map(|(cost, base)| cost - base).collect()
}

/// The first quartile, the median, or the third quartile: what the rest of the machine disturbs least.
fn quarter(mut values: Vec<f64>, which: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() * which / 4]
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

/// Nanoseconds that this thread has had a processor. Linux adds them up when the thread gives it away, or at the next tick,
/// which is as long as many calls: so it does.
fn processor_time() -> u64 {
    thread::sleep(std::time::Duration::from_nanos(1));
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse().unwrap()
}

/// A server that answers everything alike, on one thread of its own: one per connection would fight the client
/// for the processor, and which way that hits is chance.
fn server() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream));
            }
        });
    });
    url
}

/// Answers until the connection is closed.
async fn serve(stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let answer = format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{ANSWER}",
        ANSWER.len()
    );
    let mut stream = BufReader::new(stream);
    while let Some(length) = head(&mut stream).await {
        stream.read_exact(&mut vec![0; length]).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

/// Reads the head of a request, and returns the length of its body; `None` once there is no other request.
async fn head(stream: &mut BufReader<TcpStream>) -> Option<usize> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await.unwrap() == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap(),
            None if line == "\r\n" => return Some(length),
            _ => {}
        }
    }
}
