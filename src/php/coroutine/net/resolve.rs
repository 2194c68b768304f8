//! From host names to addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use crate::php::last_error;
use crate::php::zend::PhpResult;

/// The addresses of a host, the preferred one first; Swoole's code if there are none. Numeric addresses are their own.
pub fn resolve(host: &str, _timeout: Option<Duration>) -> PhpResult<Result<Vec<IpAddr>, i32>> {
    if let Ok(ip) = host.parse() {
        return Ok(Ok(vec![ip]));
    }
    if host.eq_ignore_ascii_case("localhost") {
        return Ok(Ok(vec![
            Ipv4Addr::LOCALHOST.into(),
            Ipv6Addr::LOCALHOST.into(),
        ]));
    }
    Ok(Err(last_error::DNSLOOKUP_RESOLVE_FAILED))
}
