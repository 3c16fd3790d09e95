//! A server on loopback that fails in every way that a server and a network can fail.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

/// What the server does with a request.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Writes these bytes, and then waits for the next request on the connection.
    Answer(Vec<u8>),
    /// Writes these bytes, and then closes the connection.
    AnswerAndClose(Vec<u8>),
    /// Writes these bytes one by one, with a pause before each.
    Trickle(Vec<u8>, Duration),
    /// Writes these bytes, and then nothing more until the client goes away.
    AnswerAndHang(Vec<u8>),
    /// Resets the connection without reading the request.
    ResetUnread,
    /// Resets the connection after reading the request.
    Reset,
}

/// A running server. It acts upon the requests one after the other as its script says; the last act is for
/// all further ones.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

/// A request as it was read, the body included.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

impl Server {
    pub(crate) fn start(script: impl Into<Vec<Act>>) -> Self {
        Self::run(script.into(), true)
    }

    /// A server that always does the same, and keeps no record of it.
    pub(crate) fn forgetful(act: Act) -> Self {
        Self::run(vec![act], false)
    }

    fn run(script: Vec<Act>, remembers: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let state = Arc::new(Mutex::new(0));
        let log = Arc::clone(&seen);
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        let open = Arc::new(AtomicUsize::new(0));
        let served = Arc::clone(&open);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                count.fetch_add(1, Ordering::Relaxed);
                let connection = Connection {
                    remembers,
                    script: script.clone(),
                    turn: Arc::clone(&state),
                    log: Arc::clone(&log),
                };
                let served = Arc::clone(&served);
                served.fetch_add(1, Ordering::Relaxed);
                thread::spawn(move || {
                    connection.serve(stream);
                    served.fetch_sub(1, Ordering::Relaxed);
                });
            }
        });
        Self {
            address,
            seen,
            connections,
            open,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that were read whole, in their order.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// How many connections are open.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// An address where nobody listens.
    pub(crate) fn refusing() -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    }
}

struct Connection {
    remembers: bool,
    script: Vec<Act>,
    turn: Arc<Mutex<usize>>,
    log: Arc<Mutex<Vec<Seen>>>,
}

impl Connection {
    /// Errors are the client going away, and end the connection.
    fn serve(&self, stream: TcpStream) {
        let mut reader = BufReader::new(stream);
        while reader.get_ref().peek(&mut [0]).is_ok_and(|read| read > 0) {
            let act = self.next();
            if !matches!(act, Act::ResetUnread) {
                let Some(seen) = read(&mut reader) else {
                    return;
                };
                if self.remembers {
                    self.log.lock().unwrap().push(seen);
                }
            }
            if perform(&act, reader.get_mut()).is_none() {
                return;
            }
        }
    }

    fn next(&self) -> Act {
        let mut turn = self.turn.lock().unwrap();
        let act = self.script[(*turn).min(self.script.len() - 1)].clone();
        *turn += 1;
        act
    }
}

/// `None` if the connection is to be closed.
fn perform(act: &Act, stream: &mut TcpStream) -> Option<()> {
    match act {
        Act::Answer(bytes) => stream.write_all(bytes).ok(),
        Act::AnswerAndClose(bytes) => stream.write_all(bytes).ok().and(None),
        Act::Trickle(bytes, pause) => bytes.iter().try_for_each(|byte| {
            thread::sleep(*pause);
            stream.write_all(&[*byte]).ok()
        }),
        Act::AnswerAndHang(bytes) => {
            stream.write_all(bytes).ok()?;
            // Until the client closes its side.
            stream.read_to_end(&mut Vec::new()).ok().and(None)
        }
        Act::ResetUnread | Act::Reset => {
            SockRef::from(&*stream).set_linger(Some(Duration::ZERO)).ok().and(None)
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Seen> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let line = lines.remove(0);
    let headers = lines
        .iter()
        .map(|line| {
            line.split_once(':').map(|(n, v)| (n.to_owned(), v.trim().to_owned()))
        })
        .collect::<Option<Vec<_>>>()?;
    let mut seen = Seen {
        line,
        headers,
        body: Vec::new(),
    };
    let length =
        seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    seen.body.resize(length, 0);
    reader.read_exact(&mut seen.body).ok()?;
    Some(seen)
}

/// A whole answer.
pub(crate) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes =
        format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len())
            .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A whole answer in JSON.
pub(crate) fn json(status: &str, body: &str) -> Act {
    Act::Answer(answer(status, "content-type: application/json\r\n", body))
}
