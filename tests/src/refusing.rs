//! An address at which nobody listens, for as long as the test needs it.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
};

/// A port that is taken and yet refuses connections.
///
/// It is the near end of a connection to another port: unlike a port that was merely let go, the system
/// cannot hand it to a server of another test in the meantime.
#[derive(Debug)]
pub struct Refusing {
    taken: TcpStream,
    _listener: TcpListener,
}

impl Refusing {
    /// Takes a port.
    ///
    /// # Errors
    ///
    /// The system has no port left.
    pub fn new() -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let taken = TcpStream::connect(listener.local_addr()?)?;
        Ok(Self {
            taken,
            _listener: listener,
        })
    }

    /// The base URL of an API that would be there.
    ///
    /// # Errors
    ///
    /// The system does not know the port any more.
    pub fn url(&self) -> io::Result<String> {
        Ok(format!("http://{}", self.taken.local_addr()?))
    }
}
