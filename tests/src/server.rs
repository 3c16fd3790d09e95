//! A small HTTP/1.1 server on loopback. It records every request as it came and answers from a script.
//!
//! It speaks bytes rather than a framework's types, so that a test can assert what really went over the
//! wire, and can answer what no framework would.

use std::{
    collections::VecDeque,
    io::{self, BufReader, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use crate::{
    Recorded,
    answer::{Answer, Step},
};

/// A running server; it ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<Vec<JoinHandle<()>>>>,
}

/// What the server's threads have in common.
#[derive(Debug)]
struct Shared {
    script: Mutex<VecDeque<Answer>>,
    requests: Mutex<Vec<Recorded>>,
    connections: Mutex<Vec<Weak<TcpStream>>>,
    stopped: AtomicBool,
}

impl Server {
    /// Starts a server that answers the first request with the first answer, and so on. Requests beyond
    /// the script are recorded, and their connection is closed without an answer.
    ///
    /// # Errors
    ///
    /// The system has no port left.
    pub fn start(script: impl IntoIterator<Item = Answer>) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            script: Mutex::new(script.into_iter().collect()),
            requests: Mutex::default(),
            connections: Mutex::default(),
            stopped: AtomicBool::new(false),
        });
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || shared.accept(&listener)
        });
        Ok(Self {
            address,
            shared,
            acceptor: Some(acceptor),
        })
    }

    /// The server's origin, without a trailing slash: `http://127.0.0.1:40000`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that were read so far, in the order in which they were complete.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.shared.requests).clone()
    }

    /// The only request.
    ///
    /// # Errors
    ///
    /// What was read instead: none, or more than one.
    pub fn request(&self) -> Result<Recorded, String> {
        match <[Recorded; 1]>::try_from(self.requests()) {
            Ok([request]) => Ok(request),
            Err(requests) => Err(format!("one request was expected: {requests:?}")),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Accepting has no timeout; one more connection makes it look at the flag.
        let woken = TcpStream::connect(self.address);
        let workers = self.acceptor.take().map(JoinHandle::join);
        drop(woken);
        for connection in lock(&self.shared.connections).iter() {
            if let Some(stream) = connection.upgrade() {
                // A connection that the client has already ended cannot be shut down again.
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
        for worker in workers.into_iter().flatten().flatten() {
            // A worker has no way to panic, and its connection ends with it either way.
            let _ = worker.join();
        }
    }
}

impl Shared {
    /// Hands every connection to a thread of its own, until the server stops.
    fn accept(self: &Arc<Self>, listener: &TcpListener) -> Vec<JoinHandle<()>> {
        let mut workers = Vec::new();
        while let Ok((stream, _)) = listener.accept() {
            if self.stopped.load(Ordering::SeqCst) {
                break;
            }
            let stream = Arc::new(stream);
            lock(&self.connections).push(Arc::downgrade(&stream));
            let shared = Arc::clone(self);
            workers.push(thread::spawn(move || {
                // That the client goes away in the middle of an answer is what many a test is about.
                let _ = shared.serve(&stream);
            }));
        }
        workers
    }

    /// Answers the requests of one connection, one after the other.
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(stream);
        while stream.peek(&mut [0])? > 0 {
            let next = lock(&self.script).pop_front();
            let answer = next.unwrap_or_else(Answer::close);
            if answer.steps.first() == Some(&Step::Reset) {
                // The system resets a connection that is closed with something left to read.
                return (&mut &*stream).read_exact(&mut [0]);
            }
            let request = Recorded::read(&mut reader)?;
            lock(&self.requests).push(request);
            if !perform(&answer, stream)? {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Follows the script of one answer; false where the connection ends with it.
fn perform(answer: &Answer, mut stream: &TcpStream) -> io::Result<bool> {
    for step in &answer.steps {
        match step {
            Step::Send(bytes) => stream.write_all(bytes)?,
            Step::Wait(pause) => {
                // Waiting for the client, which says nothing, is a pause that ends with the connection.
                stream.set_read_timeout(Some(*pause))?;
                if matches!(stream.peek(&mut [0]), Ok(0)) {
                    return Ok(false);
                }
                stream.set_read_timeout(None)?;
            }
            Step::Hang => return Ok(stream.peek(&mut [0])? > 0),
            Step::Reset | Step::Close => return Ok(false),
        }
    }
    Ok(true)
}

/// The guarded value, also after a panic elsewhere: a test that fails shall say why itself.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
