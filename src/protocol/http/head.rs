//! The head of one request: its line, its fields, and what they decide.
//!
//! Everything is borrowed from the input. What every request needs (keep-alive, how the body is delimited,
//! whether it is a WebSocket handshake) is decided in one pass over the fields and then free to ask.

use super::error::HttpError;
use super::framing::{BodyKind, FramingFields};
use super::syntax::list;

pub use httparse::Header;

/// The version of a request. Responses always say HTTP/1.1 (RFC 9110 section 2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// HTTP/1.0: closes after the response unless asked otherwise, and understands no chunks.
    Http10,
    /// HTTP/1.1.
    Http11,
}

impl Version {
    /// As it stands in the request line and in PHP's `server_protocol`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http10 => "HTTP/1.0",
            Self::Http11 => "HTTP/1.1",
        }
    }
}

/// A complete, valid request head.
#[derive(Debug, Clone)]
pub struct RequestHead<'a> {
    /// The bytes it was parsed from: request line, fields and the empty line.
    pub raw: &'a [u8],
    /// The method, one of those that Swoole's parser knows. Case matters (RFC 9110 section 9.1).
    pub method: &'a str,
    /// The request target as it was sent: ASCII, still percent-encoded.
    pub target: &'a [u8],
    /// The path of the target, without scheme, authority and query. `*` and a CONNECT authority stand as they are.
    pub path: &'a [u8],
    /// What follows the first `?` of the target.
    pub query: Option<&'a [u8]>,
    /// The version.
    pub version: Version,
    /// The fields in the order of their arrival. Values are trimmed and have no control characters but tabs.
    pub headers: &'a [Header<'a>],
    facts: Facts,
}

/// What the fields decide, gathered in one pass.
#[derive(Debug, Clone, Copy)]
struct Facts {
    body: BodyKind,
    keep_alive: bool,
    expect_continue: bool,
    upgrade_websocket: bool,
}

impl<'a> RequestHead<'a> {
    /// Judges a parsed request line and its fields; `raw` is what they were parsed from.
    pub(super) fn new(
        raw: &'a [u8],
        method: &'a str,
        target: &'a [u8],
        version: Version,
        headers: &'a [Header<'a>],
    ) -> Result<Self, HttpError> {
        if !is_known_method(method) {
            return Err(HttpError::UnknownMethod);
        }
        let (path, query) = split_target(method, target)?;
        let facts = Facts::gather(version, headers)?;
        Ok(Self {
            raw,
            method,
            target,
            path,
            query,
            version,
            headers,
            facts,
        })
    }

    /// Whether the response must have no body (RFC 9110 section 9.3.2).
    #[inline]
    pub fn is_head(&self) -> bool {
        self.method == "HEAD"
    }

    /// The value of the first field `name`, in any case.
    pub fn get(&self, name: &str) -> Option<&'a [u8]> {
        self.headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value)
    }

    /// The values of all fields `name`, in any case, in the order of their arrival.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.headers
            .iter()
            .filter(move |header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value)
    }

    /// Whether `token` is an element of the comma-separated lists in the fields `name`; case does not matter.
    pub fn contains_token(&self, name: &str, token: &str) -> bool {
        self.get_all(name)
            .any(|value| list_contains(value, token.as_bytes()))
    }

    /// Whether the client wants to keep the connection (RFC 9112 section 9.3).
    #[inline]
    pub fn keep_alive(&self) -> bool {
        self.facts.keep_alive
    }

    /// Whether an `Upgrade` field names `websocket`. The handshake checks the rest (RFC 6455 section 4.2.1),
    /// so that a bad handshake gets an answer that says so.
    #[inline]
    pub fn is_upgrade_websocket(&self) -> bool {
        self.facts.upgrade_websocket
    }

    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110 section 10.1.1).
    #[inline]
    pub fn expect_continue(&self) -> bool {
        self.facts.expect_continue
    }

    /// How the body is delimited (RFC 9112 section 6.3).
    #[inline]
    pub fn body(&self) -> BodyKind {
        self.facts.body
    }
}

impl Facts {
    fn gather(version: Version, headers: &[Header<'_>]) -> Result<Self, HttpError> {
        let mut framing = FramingFields::default();
        let mut hosts = 0;
        let mut close = false;
        let mut keep_alive = version >= Version::Http11;
        let mut expect_continue = false;
        let mut upgrade_websocket = false;

        for header in headers {
            // The length alone rules out most fields.
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            let value = header.value;
            match header.name.len() {
                4 if is("host") => {
                    hosts += 1;
                    if hosts > 1 || !value.iter().all(|&b| is_host_byte(b)) {
                        return Err(HttpError::Host);
                    }
                }
                6 if is("expect") => {
                    expect_continue |= value.eq_ignore_ascii_case(b"100-continue");
                }
                7 if is("upgrade") => {
                    upgrade_websocket |= list_contains(value, b"websocket");
                }
                10 if is("connection") => {
                    for option in list(value) {
                        close |= option.eq_ignore_ascii_case(b"close");
                        keep_alive |= option.eq_ignore_ascii_case(b"keep-alive");
                    }
                }
                14 if is("content-length") => framing.content_length(value)?,
                17 if is("transfer-encoding") => framing.transfer_encoding(value)?,
                _ => {}
            }
        }
        if hosts == 0 && version >= Version::Http11 {
            return Err(HttpError::Host);
        }
        let body = framing.request_body(version)?;
        Ok(Self {
            body,
            keep_alive: keep_alive && !close,
            // An HTTP/1.0 client cannot read an interim response; without a body there is nothing to wait for.
            expect_continue: expect_continue
                && version >= Version::Http11
                && body != BodyKind::None,
            upgrade_websocket,
        })
    }
}

/// Whether the comma-separated list `value` has the element `token`; case does not matter.
pub fn list_contains(value: &[u8], token: &[u8]) -> bool {
    list(value).any(|element| element.eq_ignore_ascii_case(token))
}

/// The methods that Swoole's parser knows. Others are answered with 501.
fn is_known_method(method: &str) -> bool {
    matches!(
        method,
        "GET"
            | "POST"
            | "HEAD"
            | "PUT"
            | "DELETE"
            | "OPTIONS"
            | "PATCH"
            | "CONNECT"
            | "TRACE"
            | "ACL"
            | "BIND"
            | "CHECKOUT"
            | "COPY"
            | "LINK"
            | "LOCK"
            | "M-SEARCH"
            | "MERGE"
            | "MKACTIVITY"
            | "MKCALENDAR"
            | "MKCOL"
            | "MOVE"
            | "NOTIFY"
            | "PROPFIND"
            | "PROPPATCH"
            | "PURGE"
            | "QUERY"
            | "REBIND"
            | "REPORT"
            | "SEARCH"
            | "SOURCE"
            | "SUBSCRIBE"
            | "UNBIND"
            | "UNLINK"
            | "UNLOCK"
            | "UNSUBSCRIBE"
    )
}

/// Whether `byte` may stand in `uri-host [":" port]` (RFC 3986 section 3.2.2), percent-encoding included.
#[inline]
pub(super) fn is_host_byte(byte: u8) -> bool {
    static HOST: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            let b = byte as u8;
            table[byte] = b.is_ascii_alphanumeric()
                || matches!(
                    b,
                    b'-' | b'.' | b'_' | b'~' | b'%' | b'!' | b'$' | b'&' | b'\''
                )
                || matches!(b, b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=')
                || matches!(b, b':' | b'[' | b']');
            byte += 1;
        }
        table
    };
    HOST[usize::from(byte)]
}

/// Splits a target into path and query, whichever of the four forms it has (RFC 9112 section 3.2).
pub(super) fn split_target<'a>(
    method: &str,
    target: &'a [u8],
) -> Result<(&'a [u8], Option<&'a [u8]>), HttpError> {
    if !target.is_ascii() {
        return Err(HttpError::Target);
    }
    match target {
        [b'/', ..] => Ok(split_query(target)),
        b"*" if method == "OPTIONS" => Ok((target, None)),
        _ if method == "CONNECT" => Ok((target, None)),
        _ => {
            let (scheme, rest) = target
                .iter()
                .position(|&b| b == b':')
                .map(|colon| target.split_at(colon))
                .ok_or(HttpError::Target)?;
            let rest = rest.strip_prefix(b"://").ok_or(HttpError::Target)?;
            let host_length = rest
                .iter()
                .position(|&b| matches!(b, b'/' | b'?'))
                .unwrap_or(rest.len());
            if host_length == 0 || scheme.is_empty() || !scheme.iter().all(u8::is_ascii_alphabetic)
            {
                return Err(HttpError::Target);
            }
            let (path, query) = split_query(&rest[host_length..]);
            Ok((if path.is_empty() { b"/" } else { path }, query))
        }
    }
}

fn split_query(target: &[u8]) -> (&[u8], Option<&[u8]>) {
    match target.iter().position(|&b| b == b'?') {
        Some(mark) => (&target[..mark], Some(&target[mark + 1..])),
        None => (target, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head<'a>(
        method: &'a str,
        target: &'a str,
        version: Version,
        headers: &'a [Header<'a>],
    ) -> Result<RequestHead<'a>, HttpError> {
        RequestHead::new(b"", method, target.as_bytes(), version, headers)
    }

    fn fields<'a>(fields: &[(&'a str, &'a str)]) -> Vec<Header<'a>> {
        fields
            .iter()
            .map(|&(name, value)| Header {
                name,
                value: value.as_bytes(),
            })
            .collect()
    }

    #[test]
    fn targets() {
        let host = fields(&[("Host", "a")]);
        let split = |method, target| {
            let head = head(method, target, Version::Http11, &host)?;
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            Ok((text(head.path), head.query.map(text)))
        };
        let ok = |path: &str, query: Option<&str>| Ok((path.to_owned(), query.map(str::to_owned)));

        assert_eq!(split("GET", "/"), ok("/", None));
        assert_eq!(
            split("GET", "/a%20b/%zz%?c=%26?d#e"),
            ok("/a%20b/%zz%", Some("c=%26?d#e"))
        );
        assert_eq!(split("GET", "/?"), ok("/", Some("")));
        assert_eq!(split("GET", "//x//y"), ok("//x//y", None));
        assert_eq!(split("GET", "http://h:80/p?q"), ok("/p", Some("q")));
        assert_eq!(split("GET", "HTTPS://h"), ok("/", None));
        assert_eq!(split("GET", "http://h?q"), ok("/", Some("q")));
        assert_eq!(split("OPTIONS", "*"), ok("*", None));
        assert_eq!(split("CONNECT", "h:80"), ok("h:80", None));
        for wrong in [
            "*",
            "h:80",
            "a",
            "?a",
            "http:/h/p",
            "http:///p",
            "://h/",
            "h.t://x",
            "/é",
        ] {
            assert_eq!(split("GET", wrong), Err(HttpError::Target), "{wrong}");
        }
    }

    #[test]
    fn methods_are_case_sensitive_and_known() {
        let host = fields(&[("Host", "a")]);
        for known in ["GET", "PATCH", "M-SEARCH", "PROPFIND"] {
            assert!(head(known, "/", Version::Http11, &host).is_ok());
        }
        for unknown in ["get", "FOO", "GETT", "PRI"] {
            assert_eq!(
                head(unknown, "/", Version::Http11, &host).unwrap_err(),
                HttpError::UnknownMethod
            );
        }
    }

    #[test]
    fn one_valid_host() {
        let verdict = |version, list: &[(&str, &str)]| {
            let list = fields(list);
            head("GET", "/", version, &list).map(|_| ())
        };
        let v = Version::Http11;
        for right in ["", "a", "a.b:80", "[::1]:9501", "a%20b", "x_y"] {
            assert_eq!(verdict(v, &[("hOST", right)]), Ok(()), "{right}");
        }
        for wrong in ["a b", "a/b", "a@b", "a\"", "a,b c", "\u{e9}"] {
            assert_eq!(
                verdict(v, &[("Host", wrong)]),
                Err(HttpError::Host),
                "{wrong}"
            );
        }
        assert_eq!(verdict(v, &[]), Err(HttpError::Host));
        assert_eq!(
            verdict(v, &[("Host", "a"), ("host", "a")]),
            Err(HttpError::Host)
        );
        assert_eq!(verdict(Version::Http10, &[]), Ok(()));
    }

    #[test]
    fn keep_alive_by_version_and_connection() {
        let keep = |version, connection: &[&str]| {
            let mut list = vec![("Host", "a")];
            list.extend(connection.iter().map(|value| ("Connection", *value)));
            let list = fields(&list);
            head("GET", "/", version, &list).unwrap().keep_alive()
        };
        use Version::{Http10, Http11};
        assert!(keep(Http11, &[]));
        assert!(keep(Http11, &["keep-alive"]));
        assert!(keep(Http11, &["Upgrade"]));
        assert!(keep(Http11, &["closed"]));
        assert!(!keep(Http11, &["close"]));
        assert!(!keep(Http11, &["foo , CLOSE"]));
        assert!(!keep(Http11, &["close", "keep-alive"]));
        assert!(!keep(Http10, &[]));
        assert!(keep(Http10, &["Keep-Alive"]));
        assert!(!keep(Http10, &["keep-alive, close"]));
    }

    #[test]
    fn expectations_need_a_body_and_version_11() {
        let expects = |version, list: &[(&str, &str)]| {
            let list = fields(list);
            head("POST", "/", version, &list).unwrap().expect_continue()
        };
        let asked = [
            ("Host", "a"),
            ("Expect", "100-Continue"),
            ("Content-Length", "3"),
        ];
        assert!(expects(Version::Http11, &asked));
        assert!(!expects(Version::Http10, &asked));
        assert!(!expects(Version::Http11, &asked[..2]));
        assert!(!expects(
            Version::Http11,
            &[("Host", "a"), ("Expect", "x"), ("Content-Length", "3")]
        ));
    }

    #[test]
    fn upgrades() {
        let upgrades = |value: &str| {
            let list = fields(&[("Host", "a"), ("Upgrade", value)]);
            head("GET", "/", Version::Http11, &list)
                .unwrap()
                .is_upgrade_websocket()
        };
        assert!(upgrades("websocket"));
        assert!(upgrades("WebSocket"));
        assert!(upgrades("h2c, websocket"));
        assert!(!upgrades("h2c"));
        assert!(!upgrades("websockets"));
    }

    #[test]
    fn lookup() {
        let list = fields(&[
            ("Host", "a"),
            ("X-A", "1"),
            ("x-a", "2, three"),
            ("X-B", ""),
        ]);
        let head = head("GET", "/", Version::Http11, &list).unwrap();
        assert_eq!(head.get("X-a"), Some(&b"1"[..]));
        assert_eq!(head.get("x-b"), Some(&b""[..]));
        assert_eq!(head.get("x-c"), None);
        assert_eq!(
            head.get_all("X-A").collect::<Vec<_>>(),
            [&b"1"[..], b"2, three"]
        );
        assert!(head.contains_token("x-a", "THREE"));
        assert!(!head.contains_token("x-a", "thre"));
    }
}
