//! Connecting to a host and a port: one address after the other, as PHP does, but without blocking.
//!
//! PHP itself makes the socket, sets its options and begins to connect; waiting for the end is what is done here. Names of
//! hosts are looked up by a thread.

use std::ffi::CString;
use std::net::IpAddr;
use std::os::fd::RawFd;

use super::waiting::{self, Deadline, Outcome, Watching};
use super::{encrypted, errno, set_blocking};
use crate::engine::blocking::AtEnd;
use crate::engine::resolve::Lookup;
use crate::php::coroutine::blocking::{self, Stopped};
use crate::php::last_error;
use crate::php::sched;
use crate::php::sched::descriptor::Direction;
use crate::php::zend::errors;
use crate::php::zend::stream::Stream;
use crate::php::zend::stream::request::Request;

/// What came of one address.
enum Attempt {
    /// There is a connection, perhaps an encrypted one.
    Done,
    /// Another address may do.
    Failed,
    /// No other address is to be tried.
    Ended,
}

pub(super) fn connect(stream: Stream, request: &mut Request<'_>) {
    let mut deadline = Deadline::within(request.timeout());
    // The time runs from now on, also for addresses that fail at once.
    deadline.left();
    let name = request.name();
    let Some(names) = candidates(stream, &name, request, &mut deadline) else {
        return;
    };
    for name in names {
        match attempt(stream, request, &name, &mut deadline) {
            Attempt::Failed => {}
            Attempt::Done | Attempt::Ended => return,
        }
    }
}

/// The addresses behind `host:port`, written the same way: a thread looks them up. `None` if there are none, which the
/// request says then.
fn candidates(
    stream: Stream,
    name: &[u8],
    request: &mut Request<'_>,
    deadline: &mut Deadline,
) -> Option<Vec<CString>> {
    let as_given = || CString::new(name).map_or_else(|_| Vec::new(), |name| vec![name]);
    let text = std::str::from_utf8(name).ok();
    let Some((host, port)) = text.and_then(|text| text.split_once(':')) else {
        // PHP says why this is no address.
        return Some(as_given());
    };
    if host.is_empty() || host.starts_with('[') || host.parse::<IpAddr>().is_ok() {
        return Some(as_given());
    }
    let lookup = Lookup {
        host: CString::new(host).ok()?,
        service: CString::default(),
        family: libc::AF_UNSPEC,
        kind: libc::SOCK_STREAM,
        protocol: 0,
    };
    match look_up(stream, lookup, deadline) {
        Ok(Ok(addresses)) => {
            let write = |address| match address {
                IpAddr::V4(address) => format!("{address}:{port}"),
                IpAddr::V6(address) => format!("[{address}]:{port}"),
            };
            let written = addresses.into_iter().map(write);
            return Some(written.filter_map(|name| CString::new(name).ok()).collect());
        }
        Ok(Err(error)) => {
            // What PHP says by itself where it blocks.
            let why = last_error::address_sentence(error);
            let text = format!("php_network_getaddresses: getaddrinfo for {host} failed: {why}");
            errors::warning(&text);
            request.fail(0, &text);
        }
        Err(Some(Stopped::TimedOut)) => fail(request, libc::ETIMEDOUT),
        Err(Some(Stopped::Canceled) | None) => fail(request, libc::ECANCELED),
        // There is no thread for it: it blocks.
        Err(Some(Stopped::Refused(_) | Stopped::NoLoop(_))) => return Some(as_given()),
    }
    None
}

/// Looks a host up while the coroutine waits. The error is that of getaddrinfo(3), or why the wait has ended; `None` if
/// the stream was closed or the coroutine unwinds.
fn look_up(
    stream: Stream,
    lookup: Lookup,
    deadline: &mut Deadline,
) -> Result<Result<Vec<IpAddr>, i32>, Option<Stopped>> {
    let Ok(ticket) = sched::ticket() else {
        return Err(None);
    };
    let Ok(watching) = Watching::begin(stream, ticket) else {
        return Err(None);
    };
    let left = deadline.left();
    let found = blocking::run(AtEnd::Abandon, left, move || lookup.run());
    match found {
        Ok(found) if watching.is_open() => found.map_err(Some),
        _ => Err(None),
    }
}

fn fail(request: &mut Request<'_>, error: i32) {
    request.fail(error, &last_error::system_sentence(error));
}

fn attempt(
    stream: Stream,
    request: &mut Request<'_>,
    name: &CString,
    deadline: &mut Deadline,
) -> Attempt {
    let method = encrypted::postponed(stream, || request.begin_connect(stream, name));
    // SAFETY: only streams of sockets have our operations.
    let Some(fd) = (unsafe { stream.socket() }) else {
        return if errors::pending() {
            Attempt::Ended
        } else {
            Attempt::Failed
        };
    };
    if request.result() < 0 {
        return Attempt::Failed;
    }
    if request.result() > 0 {
        let (error, next) = match established(stream, fd, deadline) {
            Ok(()) => (0, Attempt::Done),
            Err(Outcome::Closed) => {
                request.fail(libc::ECANCELED, "");
                return Attempt::Ended;
            }
            Err(Outcome::Canceled) => (libc::ECANCELED, Attempt::Ended),
            Err(Outcome::TimedOut) => (libc::ETIMEDOUT, Attempt::Failed),
            Err(Outcome::Ready | Outcome::Unwatchable) => (pending_error(fd), Attempt::Failed),
        };
        if error != 0 || !matches!(next, Attempt::Done) {
            fail(request, error);
            // SAFETY: as above.
            unsafe { stream.discard_socket() };
            return next;
        }
    }
    request.succeed();
    set_blocking(fd, true);
    if let Some(method) = method
        && !encrypted::begin(stream, method, deadline)
    {
        request.set_result(-1);
        if !errors::pending() {
            errors::warning("Failed to enable crypto");
        }
    }
    Attempt::Done
}

/// Waits until the connection stands. The error is why it does not; the system's is still pending if that says `Ready`.
fn established(stream: Stream, fd: RawFd, deadline: &mut Deadline) -> Result<(), Outcome> {
    loop {
        match waiting::wait(stream, Direction::Write, deadline) {
            Ok(Outcome::Ready) => {}
            Ok(other) => return Err(other),
            Err(_) => return Err(Outcome::Canceled),
        }
        // SAFETY: asks for nothing but whether there is a peer.
        let has_peer = unsafe {
            let mut address: libc::sockaddr_storage = std::mem::zeroed();
            let mut len = size_of::<libc::sockaddr_storage>() as libc::socklen_t;
            libc::getpeername(fd, (&raw mut address).cast(), &raw mut len) == 0
        };
        if has_peer {
            return Ok(());
        }
        if is_over(fd) {
            return Err(Outcome::Ready);
        }
    }
}

/// Whether connecting has failed: then the socket has hung up.
fn is_over(fd: RawFd) -> bool {
    let mut poll = libc::pollfd {
        fd,
        events: libc::POLLOUT,
        revents: 0,
    };
    // SAFETY: one entry of our own.
    unsafe {
        libc::poll(&raw mut poll, 1, 0) > 0 && poll.revents & (libc::POLLERR | libc::POLLHUP) != 0
    }
}

/// The error that a socket has met, which is forgotten by that.
fn pending_error(fd: RawFd) -> i32 {
    let mut error = 0;
    let mut len = size_of::<i32>() as libc::socklen_t;
    // SAFETY: the option is an int.
    let asked = unsafe {
        libc::getsockopt(
            fd,
            libc::SOL_SOCKET,
            libc::SO_ERROR,
            (&raw mut error).cast(),
            &raw mut len,
        )
    };
    match (asked, error) {
        (0, 0) => libc::ECONNABORTED,
        (0, error) => error,
        _ => errno(),
    }
}
