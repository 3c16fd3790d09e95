//! The tests' own server does what its script says; otherwise no other test here could be believed.
//!
//! Invariant: the requests are written to the connection by hand, so that no client stands between.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use sdk_tests::{Answer, Refusing, Server};

const REQUEST: &[u8] =
    b"POST /a%2Fb/?c HTTP/1.1\r\nHost: h\r\nX-Two: 1\r\nx-two: 2\r\nContent-Length: 3\r\n\r\nabc";

/// A connection that gives up after some seconds rather than hang the test.
fn connect(server: &Server) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(server.url().trim_start_matches("http://"))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    Ok(stream)
}

/// Sends the request and reads until the server ends the connection.
fn exchange(server: &Server) -> io::Result<String> {
    let mut stream = connect(server)?;
    stream.write_all(REQUEST)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

#[test]
fn records_a_request_as_it_came() {
    let server = Server::start([Answer::close()]).unwrap();
    assert_eq!(exchange(&server).unwrap(), "");

    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].line(), "POST /a%2Fb/?c HTTP/1.1");
    assert_eq!(requests[0].header("X-TWO"), Some("1"));
    assert_eq!(
        requests[0].headers().collect::<Vec<_>>(),
        [
            ("Host", "h"),
            ("X-Two", "1"),
            ("x-two", "2"),
            ("Content-Length", "3")
        ]
    );
    assert_eq!(requests[0].text(), "abc");
}

#[test]
fn answers_several_requests_of_a_connection_in_the_order_of_the_script() {
    let server = Server::start([Answer::json(201, "{}"), Answer::raw("no HTTP")]).unwrap();
    let mut stream = connect(&server).unwrap();

    let first = b"HTTP/1.1 201 \r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    let mut answer = vec![0; first.len()];
    stream.write_all(REQUEST).unwrap();
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(answer, first);

    stream.write_all(REQUEST).unwrap();
    answer.clear();
    stream.read_to_end(&mut answer).unwrap();
    assert_eq!(answer, b"no HTTP");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_request_beyond_the_script_is_recorded_and_not_answered() {
    let server = Server::start([]).unwrap();
    assert_eq!(exchange(&server).unwrap(), "");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_truncated_answer_announces_more_than_it_sends() {
    let server = Server::start([Answer::truncated(200, "{\"id\":", 100)]).unwrap();
    let answer = exchange(&server).unwrap();
    assert!(
        answer.ends_with("Content-Length: 100\r\n\r\n{\"id\":"),
        "{answer}"
    );
}

#[test]
fn a_reset_is_not_an_orderly_end() {
    let server = Server::start([Answer::reset()]).unwrap();
    let error = exchange(&server).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(server.requests(), []);
}

#[test]
fn waits_before_the_answer_and_before_the_body() {
    let pause = Duration::from_millis(100);
    let late = Answer::raw("late").after(pause);
    let server = Server::start([late, Answer::slow_body(200, "{}", pause)]).unwrap();

    let start = Instant::now();
    assert_eq!(exchange(&server).unwrap(), "late");
    assert!(start.elapsed() >= pause);

    let start = Instant::now();
    let mut stream = connect(&server).unwrap();
    stream.write_all(REQUEST).unwrap();
    let mut answer = vec![0; 256];
    let head = stream.read(&mut answer).unwrap();
    assert!(answer[..head].ends_with(b"\r\n\r\n"));
    assert_eq!(stream.read(&mut answer).unwrap(), 2);
    assert!(start.elapsed() >= pause);
}

#[test]
fn ends_while_a_client_still_waits() {
    let server = Server::start([Answer::never()]).unwrap();
    let mut stream = connect(&server).unwrap();
    stream.write_all(REQUEST).unwrap();
    let start = Instant::now();
    while server.requests().is_empty() {
        assert!(start.elapsed() < Duration::from_secs(10));
        std::thread::yield_now();
    }
    drop(server);
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
}

#[test]
fn nobody_listens_at_a_refusing_address() {
    let refusing = Refusing::new().unwrap();
    let url = refusing.url().unwrap();
    let error = TcpStream::connect(url.trim_start_matches("http://")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
}
