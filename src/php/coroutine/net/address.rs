//! Addresses as the API writes them, host and port, and as the system takes them.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use socket2::{Domain, SockAddr};

use super::Failure;
use crate::php::last_error;

/// Room for a path in a `sockaddr_un`, as Swoole counts it: without the last two bytes.
const MAX_PATH: usize = 106;

/// Why a host and a port are no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// The host is a name, which may be resolved.
    Name,
    /// It is none, whatever is tried.
    Not(Failure),
}

impl From<Unusable> for Failure {
    fn from(reason: Unusable) -> Self {
        match reason {
            Unusable::Name => Self::new(last_error::BAD_HOST_ADDR),
            Unusable::Not(failure) => failure,
        }
    }
}

/// The address that a socket of `domain` makes of a host and a port: numeric, or a path without a port.
pub fn parse(domain: Domain, host: &[u8], port: i64) -> Result<SockAddr, Unusable> {
    let Ok(port) = u16::try_from(port) else {
        return Err(Unusable::Not(Failure::new(last_error::BAD_PORT)));
    };
    let host = until_nul(host);
    let text = std::str::from_utf8(host);
    match domain {
        Domain::IPV4 => {
            let ip = text.ok().and_then(|text| text.parse::<Ipv4Addr>().ok());
            let ip = ip.ok_or(Unusable::Name)?;
            Ok(SocketAddr::from((ip, port)).into())
        }
        Domain::IPV6 => {
            let ip = text.ok().and_then(|text| text.parse::<Ipv6Addr>().ok());
            let ip = ip.ok_or(Unusable::Name)?;
            Ok(SocketAddr::from((ip, port)).into())
        }
        Domain::UNIX if host.len() > MAX_PATH => {
            Err(Unusable::Not(Failure::new(last_error::NAME_TOO_LONG)))
        }
        Domain::UNIX => SockAddr::unix(Path::new(OsStr::from_bytes(host)))
            .map_err(|error| Unusable::Not(error.into())),
        _ => Err(Unusable::Not(Failure::new(last_error::BAD_SOCKET_TYPE))),
    }
}

/// A host as C would read it: a NUL ends it.
pub fn until_nul(host: &[u8]) -> &[u8] {
    host.split(|&byte| byte == 0).next().unwrap_or_default()
}

/// Host and port of an address; a path and 0 for unix sockets, an empty one if they have none.
pub fn host_and_port(address: &SockAddr) -> (Vec<u8>, u16) {
    if let Some(ip) = address.as_socket() {
        return (ip.ip().to_string().into_bytes(), ip.port());
    }
    let path = address
        .as_pathname()
        .map(|path| path.as_os_str().as_bytes());
    (path.unwrap_or_default().to_vec(), 0)
}
