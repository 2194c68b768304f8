//! `dnsLookup()`: asks a DNS server itself.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use super::{cache, settings};
use crate::engine::resolve;
use crate::php::coroutine::net::timeouts::Timeouts;
use crate::php::coroutine::net::{Limit, Pace};
use crate::php::coroutine::timeout;
use crate::php::last_error;
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::sched::{self, Woken};
use crate::php::zend::{Call, PhpResult, Value};
use crate::protocol::dns::{self, AnswerError, Record};

/// A question that was not answered for so long is asked again: datagrams get lost.
const ASK_AGAIN: Duration = Duration::from_secs(5);
/// Most bytes of an answer; a server says so if it has more.
const ANSWER: usize = 4096;

/// A socket that hears of `server` only.
fn connect(server: SocketAddr) -> io::Result<UdpSocket> {
    let any: IpAddr = match server {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((any, 0))?;
    socket.set_nonblocking(true)?;
    socket.connect(server)?;
    Ok(socket)
}

/// Asks a DNS server for addresses, of which there is one at least; the error is Swoole's code.
fn ask(
    name: &[u8],
    record: Record,
    limit: Option<Duration>,
) -> PhpResult<Result<Vec<IpAddr>, i32>> {
    let failed = last_error::DNSLOOKUP_RESOLVE_FAILED;
    let server = match settings::dns_server() {
        Ok(server) => server,
        Err(code) => return Ok(Err(code)),
    };
    let query = resolve::unguessable()
        .ok()
        .and_then(|id| dns::query(id, name, record).ok());
    let (Some(query), Ok(socket)) = (query, connect(server)) else {
        return Ok(Err(failed));
    };
    let Ok(watch) = Watch::new(socket.as_raw_fd()) else {
        return Ok(Err(failed));
    };
    let end = limit.and_then(|limit| Instant::now().checked_add(limit));
    let whole = Limit::new(limit);
    let mut pace = Pace::within(&whole);
    let mut answer = [0; ANSWER];
    loop {
        if socket.send(&query).is_err() {
            return Ok(Err(failed));
        }
        let again = Instant::now() + ASK_AGAIN;
        loop {
            // Whoever sends without a pause what is no answer does not make the time longer.
            match pace.step()? {
                Ok(()) => {}
                Err(failure) if failure.code() == libc::ECANCELED => {
                    return Ok(Err(last_error::CO_CANCELED));
                }
                Err(_) => return Ok(Err(failed)),
            }
            match socket.recv(&mut answer) {
                Ok(count) => match dns::addresses(&query, &answer[..count]) {
                    // Somebody else's, or a late answer to an earlier question of this port.
                    Err(AnswerError::NotOurs) => continue,
                    Ok(found) if !found.is_empty() => return Ok(Ok(found)),
                    Ok(_) | Err(AnswerError::Malformed | AnswerError::Refused(_)) => {
                        return Ok(Err(failed));
                    }
                },
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => {
                    return Ok(Err(failed));
                }
                Err(_) => {}
            }
            let now = Instant::now();
            if end.is_some_and(|end| end <= now) {
                return Ok(Err(failed));
            }
            if again <= now {
                break;
            }
            let until = end.map_or(again, |end| end.min(again));
            match watch.wait(Direction::Read, Some(until - now))? {
                Ok(Woken::Ready | Woken::TimedOut) => {}
                Ok(Woken::Canceled | Woken::Ended) => return Ok(Err(last_error::CO_CANCELED)),
                Err(_) => return Ok(Err(failed)),
            }
        }
    }
}

/// An address as Swoole's DNS client writes it: IPv6 without any part left out.
fn to_text(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => v6.segments().map(|part| format!("{part:04x}")).join(":"),
    }
}

/// The one of several addresses that is told, the first or any. There is one at least.
fn choose(found: &[IpAddr]) -> IpAddr {
    let number = if settings::is_random() {
        resolve::unguessable().map_or(0, usize::from)
    } else {
        0
    };
    found[number % found.len()]
}

/// `Swoole\Coroutine\System::dnsLookup`, also `swoole_async_dns_lookup_coro`
pub fn dns_lookup(call: &mut Call<'_>) -> PhpResult {
    sched::require()?;
    call.expect_args(1, 3)?;
    let limit = timeout(call.double_or(1, Timeouts::defaults().lookup)?);
    let record = match call.long_or(2, libc::AF_INET.into())? == libc::AF_INET6.into() {
        true => Record::Aaaa,
        false => Record::A,
    };
    let Some(name) = call.arg(0).and_then(Value::as_zstr) else {
        last_error::fatal("invalid domain name");
        return call.ret_bool(false);
    };
    if name.as_bytes().is_empty() {
        last_error::fatal("domain name empty");
        return call.ret_bool(false);
    }
    let family = match record {
        Record::A => libc::AF_INET,
        Record::Aaaa => libc::AF_INET6,
    };
    let kept = cache::of_server(|cache| cache.get(family, name.as_bytes(), Instant::now()));
    if let Some(kept) = kept {
        return call.ret(Value::bytes(to_text(kept).as_bytes()));
    }
    match ask(name.as_bytes(), record, limit)? {
        Ok(found) => {
            let address = choose(&found);
            let life = settings::life_of_server();
            let now = Instant::now();
            cache::of_server(|cache| cache.put(family, name.as_bytes(), address, life, now));
            call.ret(Value::bytes(to_text(address).as_bytes()))
        }
        Err(code) => {
            last_error::set(code);
            call.ret_bool(false)
        }
    }
}
