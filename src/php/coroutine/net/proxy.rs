//! Connecting through a proxy: SOCKS5 (RFC 1928, RFC 1929) and HTTP's CONNECT.

use std::io;
use std::mem::MaybeUninit;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use socket2::Socket;

use super::{Failure, Limit, Outcome, Stream};
use crate::php::last_error;
use crate::php::sched::descriptor::Direction;

/// Most bytes of the answer to a CONNECT.
const MAX_HEAD: usize = 8 * 1024;

/// Somebody who connects for us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// What it speaks.
    pub kind: ProxyKind,
    /// Where it is.
    pub host: Vec<u8>,
    /// Where it is.
    pub port: i64,
    /// User and password, if it wants them.
    pub login: Option<(Vec<u8>, Vec<u8>)>,
}

/// What a proxy speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyKind {
    /// SOCKS version 5.
    Socks5,
    /// HTTP.
    Http,
}

impl Proxy {
    /// What tells an HTTP proxy who asks (RFC 9110 section 11.7.2).
    pub fn authorization(&self) -> Option<String> {
        let (user, password) = self.login.as_ref()?;
        let login = STANDARD.encode([user, &b":"[..], password].concat());
        Some(format!("Basic {login}"))
    }

    /// Has the proxy, to which `stream` is connected, connect to a host, which it looks up itself.
    pub fn connect_to(&self, host: &[u8], port: u16, stream: &Stream, limit: &Limit) -> Outcome {
        let done = match self.kind {
            ProxyKind::Socks5 => self.socks5(host, port, stream, limit)?,
            ProxyKind::Http => self.http(host, port, stream, limit)?,
        };
        Ok(match done {
            true => Ok(()),
            false => Err(Failure::new(match self.kind {
                ProxyKind::Socks5 => last_error::SOCKS5_HANDSHAKE_FAILED,
                ProxyKind::Http => last_error::HTTP_PROXY_HANDSHAKE_FAILED,
            })),
        })
    }

    fn socks5(&self, host: &[u8], port: u16, stream: &Stream, limit: &Limit) -> Talk {
        const NO_LOGIN: u8 = 0;
        const LOGIN: u8 = 2;
        let method = if self.login.is_some() {
            LOGIN
        } else {
            NO_LOGIN
        };
        let talk = Conversation { stream, limit };
        if !talk.say(&[5, 1, method])? || talk.hear(2)?.as_deref() != Some(&[5, method]) {
            return Ok(false);
        }
        if let Some((user, password)) = &self.login {
            let mut login = vec![1];
            if !push_short(&mut login, user) || !push_short(&mut login, password) {
                return Ok(false);
            }
            if !talk.say(&login)? || talk.hear(2)?.as_deref() != Some(&[1, 0]) {
                return Ok(false);
            }
        }
        // CONNECT to a name.
        let mut request = vec![5, 1, 0, 3];
        if !push_short(&mut request, host) {
            return Ok(false);
        }
        request.extend_from_slice(&port.to_be_bytes());
        if !talk.say(&request)? {
            return Ok(false);
        }
        // The address that the proxy uses is of no interest, but of variable length.
        let rest = match talk.hear(4)?.as_deref() {
            Some([5, 0, _, 1]) => 4,
            Some([5, 0, _, 3]) => match talk.hear(1)?.as_deref() {
                Some([length]) => usize::from(*length),
                _ => return Ok(false),
            },
            Some([5, 0, _, 4]) => 16,
            _ => return Ok(false),
        };
        Ok(talk.hear(rest + 2)?.is_some())
    }

    fn http(&self, host: &[u8], port: u16, stream: &Stream, limit: &Limit) -> Talk {
        // A name that could end the line is no name.
        if host
            .iter()
            .any(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control())
        {
            return Ok(false);
        }
        let host = String::from_utf8_lossy(host);
        let mut request = format!(
            "CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\nProxy-Connection: keep-alive\r\n"
        );
        if let Some(login) = self.authorization() {
            request.push_str(&format!("Proxy-Authorization: {login}\r\n"));
        }
        request.push_str("\r\n");
        let talk = Conversation { stream, limit };
        if !talk.say(request.as_bytes())? {
            return Ok(false);
        }
        let head = talk.hear_head()?;
        Ok(head.is_some_and(|head| {
            let mut words = head.split(|&byte| byte == b' ');
            let version = words.next().unwrap_or_default();
            let status = words.next().unwrap_or_default();
            version.starts_with(b"HTTP/1.") && matches!(status, [b'2', _, _])
        }))
    }
}

/// Whether everything went well, unless the coroutine must unwind.
type Talk = crate::php::zend::PhpResult<bool>;

struct Conversation<'a> {
    stream: &'a Stream,
    limit: &'a Limit,
}

impl Conversation<'_> {
    fn say(&self, bytes: &[u8]) -> Talk {
        let done = self.stream.write_all(bytes, self.limit)?;
        Ok(done.failure.is_none())
    }

    /// So many bytes; `None` if they do not come.
    fn hear(&self, count: usize) -> crate::php::zend::PhpResult<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        let done = self.stream.read_all(&mut bytes, count, self.limit)?;
        Ok((done.bytes == count).then_some(bytes))
    }

    /// Everything up to an empty line and nothing behind it, which belongs to whom the proxy has connected to.
    fn hear_head(&self) -> crate::php::zend::PhpResult<Option<Vec<u8>>> {
        let mut head = Vec::new();
        while head.len() < MAX_HEAD {
            let heard = self.stream.retry(Direction::Read, self.limit, |socket| {
                hear_more(socket, &mut head)
            });
            match heard? {
                Ok(true) => return Ok(Some(head)),
                Ok(false) => {}
                Err(_) => return Ok(None),
            }
        }
        Ok(None)
    }
}

/// Takes what has come of a head; true if that was its end.
fn hear_more(socket: &Socket, head: &mut Vec<u8>) -> io::Result<bool> {
    const END: &[u8] = b"\r\n\r\n";
    let mut block = [MaybeUninit::uninit(); 1024];
    let seen = socket.recv_with_flags(&mut block, libc::MSG_PEEK)?;
    if seen == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let before = head.len();
    // SAFETY: the kernel has just written them.
    head.extend_from_slice(unsafe { block[..seen].assume_init_ref() });
    let from = before.saturating_sub(END.len() - 1);
    let end = memchr::memmem::find(&head[from..], END).map(|at| from + at + END.len());
    head.truncate(end.unwrap_or(head.len()));
    // What was looked at is there to be taken.
    socket.recv(&mut block[..head.len() - before])?;
    Ok(end.is_some())
}

/// Appends bytes with their number in front; false if there are too many for one byte.
fn push_short(to: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let Ok(length) = u8::try_from(bytes.len()) else {
        return false;
    };
    to.push(length);
    to.extend_from_slice(bytes);
    true
}
