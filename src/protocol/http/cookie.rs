//! Cookies: the `Set-Cookie` field as Swoole formats it, and the raw pairs of a `Cookie` field.
//!
//! Knows no clock: the caller passes the current second for `Max-Age`. Values of requests stay encoded.

use super::date::{MAX_DATE, cookie_date};
use super::syntax::push_decimal;
use super::urlencode::urlencode;

/// One cookie to set. Empty strings count as not given, as in Swoole.
#[derive(Debug, Clone, Copy, Default)]
pub struct SetCookie<'a> {
    /// The name.
    pub name: &'a [u8],
    /// The value; empty deletes the cookie.
    pub value: &'a [u8],
    /// Whether to percent-encode the value.
    pub encode: bool,
    /// Unix seconds; 0 and less make a session cookie.
    pub expires: i64,
    /// The path it applies to.
    pub path: &'a [u8],
    /// The domain it applies to.
    pub domain: &'a [u8],
    /// Only over TLS.
    pub secure: bool,
    /// Not for scripts.
    pub http_only: bool,
    /// `Strict`, `Lax` or `None`.
    pub same_site: &'a [u8],
    /// `Low`, `Medium` or `High`.
    pub priority: &'a [u8],
    /// One jar per top-level site (CHIPS).
    pub partitioned: bool,
}

/// Why a cookie was not formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieError {
    /// The name is empty.
    EmptyName,
    /// The name has a character that ends it, or NUL.
    Name,
    /// A raw value has a character that ends it, or NUL.
    Value,
    /// The path has such a character.
    Path,
    /// The domain has such a character.
    Domain,
    /// SameSite has such a character.
    SameSite,
    /// Priority has such a character.
    Priority,
    /// The expiry lies beyond the year 9999.
    Expires,
}

impl CookieError {
    /// The sentence of Swoole's PHP warning.
    pub const fn message(self) -> &'static str {
        match self {
            Self::EmptyName => "The name cannot be empty",
            Self::Name => {
                r#"The name cannot contain "=", ",", ";", " ", "\t", "\r", "\n", "\013", or "\014""#
            }
            Self::Value => {
                r#"The value cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014""#
            }
            Self::Path => {
                r#"The path option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014""#
            }
            Self::Domain => {
                r#"The domain option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014""#
            }
            Self::SameSite => {
                r#"The sameSite option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014""#
            }
            Self::Priority => {
                r#"The priority option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014""#
            }
            Self::Expires => "The expires cannot have a year greater than 9999",
        }
    }
}

impl std::fmt::Display for CookieError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for CookieError {}

impl SetCookie<'_> {
    /// Appends the value of the `Set-Cookie` field to `out`. `now` is the current unix second.
    ///
    /// # Errors
    ///
    /// The first rule that the cookie breaks; then nothing was written.
    pub fn write(&self, now: i64, out: &mut Vec<u8>) -> Result<(), CookieError> {
        self.check()?;
        out.extend_from_slice(self.name);
        out.push(b'=');
        if self.value.is_empty() {
            out.extend_from_slice(b"deleted; expires=");
            out.extend_from_slice(&cookie_date(1));
            out.extend_from_slice(b"; Max-Age=0");
        } else {
            if self.encode {
                urlencode(self.value, out);
            } else {
                out.extend_from_slice(self.value);
            }
            if self.expires > 0 {
                out.extend_from_slice(b"; expires=");
                out.extend_from_slice(&cookie_date(self.expires.unsigned_abs()));
                out.extend_from_slice(b"; Max-Age=");
                let age = self.expires.saturating_sub(now).max(0);
                push_decimal(out, age.unsigned_abs());
            }
        }
        push_option(out, b"; path=", self.path);
        push_option(out, b"; domain=", self.domain);
        if self.secure {
            out.extend_from_slice(b"; secure");
        }
        if self.http_only {
            out.extend_from_slice(b"; HttpOnly");
        }
        push_option(out, b"; SameSite=", self.same_site);
        push_option(out, b"; Priority=", self.priority);
        if self.partitioned {
            out.extend_from_slice(b"; Partitioned");
        }
        Ok(())
    }

    fn check(&self) -> Result<(), CookieError> {
        if self.name.is_empty() {
            return Err(CookieError::EmptyName);
        }
        if self.name.contains(&b'=') || has_illegal(self.name) {
            return Err(CookieError::Name);
        }
        if !self.encode && has_illegal(self.value) {
            return Err(CookieError::Value);
        }
        if !self.value.is_empty() && self.expires > 0 && self.expires.unsigned_abs() > MAX_DATE {
            return Err(CookieError::Expires);
        }
        for (option, error) in [
            (self.path, CookieError::Path),
            (self.domain, CookieError::Domain),
            (self.same_site, CookieError::SameSite),
            (self.priority, CookieError::Priority),
        ] {
            if has_illegal(option) {
                return Err(error);
            }
        }
        Ok(())
    }
}

fn push_option(out: &mut Vec<u8>, label: &[u8], value: &[u8]) {
    if !value.is_empty() {
        out.extend_from_slice(label);
        out.extend_from_slice(value);
    }
}

/// Whether `bytes` would end the part of the cookie that they stand in. Swoole lets NUL through, we do not.
fn has_illegal(bytes: &[u8]) -> bool {
    bytes.iter().any(|b| {
        matches!(
            b,
            b',' | b';' | b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c | 0
        )
    })
}

/// The pairs of one `Cookie` field (RFC 6265 section 5.4), split as PHP splits them: names and values stay encoded,
/// a pair without `=` has an empty value, one without a name is skipped.
pub fn cookie_pairs(field: &[u8]) -> CookiePairs<'_> {
    CookiePairs { rest: field }
}

/// Iterator of [`cookie_pairs`]: name and value.
#[derive(Debug, Clone)]
pub struct CookiePairs<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for CookiePairs<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            let end = memchr::memchr(b';', self.rest).unwrap_or(self.rest.len());
            let pair = self.rest[..end].trim_ascii_start();
            self.rest = self.rest.get(end + 1..).unwrap_or_default();
            let (name, value) = match memchr::memchr(b'=', pair) {
                Some(sign) => (&pair[..sign], &pair[sign + 1..]),
                None => (pair, &pair[pair.len()..]),
            };
            if !name.is_empty() {
                return Some((name, value));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cookie: SetCookie<'_>) -> String {
        let mut out = Vec::new();
        cookie.write(1_000_000_000, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    const PLAIN: SetCookie<'static> = SetCookie {
        name: b"a",
        value: b"v",
        encode: true,
        expires: 0,
        path: b"",
        domain: b"",
        secure: false,
        http_only: false,
        same_site: b"",
        priority: b"",
        partitioned: false,
    };

    #[test]
    fn values() {
        assert_eq!(written(PLAIN), "a=v");
        assert_eq!(
            written(SetCookie {
                value: "b c;d/é".as_bytes(),
                ..PLAIN
            }),
            "a=b+c%3Bd%2F%C3%A9"
        );
        assert_eq!(
            written(SetCookie {
                value: b"x=y%20",
                encode: false,
                ..PLAIN
            }),
            "a=x=y%20"
        );
        assert_eq!(
            written(SetCookie {
                value: b"",
                expires: 5,
                ..PLAIN
            }),
            "a=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0"
        );
    }

    #[test]
    fn all_attributes_in_order() {
        assert_eq!(
            written(SetCookie {
                expires: 1_700_000_000,
                path: b"/p",
                domain: b"d.com",
                secure: true,
                http_only: true,
                same_site: b"Lax",
                priority: b"High",
                partitioned: true,
                ..PLAIN
            }),
            "a=v; expires=Tue, 14-Nov-2023 22:13:20 GMT; Max-Age=700000000; path=/p; domain=d.com; \
             secure; HttpOnly; SameSite=Lax; Priority=High; Partitioned"
        );
    }

    #[test]
    fn expiry() {
        assert!(
            written(SetCookie {
                expires: 1,
                ..PLAIN
            })
            .ends_with("Max-Age=0")
        );
        assert_eq!(
            written(SetCookie {
                expires: -5,
                ..PLAIN
            }),
            "a=v"
        );
        let last = SetCookie {
            expires: MAX_DATE as i64,
            ..PLAIN
        };
        assert!(written(last).contains("31-Dec-9999 23:59:59"));
        let beyond = SetCookie {
            expires: MAX_DATE as i64 + 1,
            ..PLAIN
        };
        let mut out = b"kept".to_vec();
        assert_eq!(beyond.write(0, &mut out), Err(CookieError::Expires));
        assert_eq!(out, b"kept");
    }

    #[test]
    fn what_ends_a_part_early_is_refused() {
        let error = |cookie: SetCookie<'_>| cookie.write(0, &mut Vec::new()).unwrap_err();
        assert_eq!(
            error(SetCookie { name: b"", ..PLAIN }),
            CookieError::EmptyName
        );
        assert_eq!(
            error(SetCookie {
                name: b"a=b",
                ..PLAIN
            }),
            CookieError::Name
        );
        for byte in *b",; \t\r\n\x0b\x0c\0" {
            let text = &[b'x', byte, b'y'][..];
            assert_eq!(
                error(SetCookie {
                    name: text,
                    ..PLAIN
                }),
                CookieError::Name
            );
            let raw = SetCookie {
                value: text,
                encode: false,
                ..PLAIN
            };
            assert_eq!(error(raw), CookieError::Value);
            assert_eq!(
                error(SetCookie {
                    path: text,
                    ..PLAIN
                }),
                CookieError::Path
            );
            assert_eq!(
                error(SetCookie {
                    domain: text,
                    ..PLAIN
                }),
                CookieError::Domain
            );
            assert_eq!(
                error(SetCookie {
                    same_site: text,
                    ..PLAIN
                }),
                CookieError::SameSite
            );
            assert_eq!(
                error(SetCookie {
                    priority: text,
                    ..PLAIN
                }),
                CookieError::Priority
            );
        }
        assert!(CookieError::Name.message().contains(r#""=", ","#));
    }

    #[test]
    fn request_pairs() {
        let pairs = |field: &'static str| -> Vec<(&str, &str)> {
            cookie_pairs(field.as_bytes())
                .map(|(name, value)| {
                    (
                        std::str::from_utf8(name).unwrap(),
                        std::str::from_utf8(value).unwrap(),
                    )
                })
                .collect()
        };
        assert_eq!(
            pairs("a=1; b=%20+x;c;=d; e=f=g ; ;;"),
            [("a", "1"), ("b", "%20+x"), ("c", ""), ("e", "f=g ")]
        );
        assert_eq!(pairs(""), []);
        assert_eq!(pairs(" ; "), []);
        assert_eq!(pairs("a"), [("a", "")]);
        assert_eq!(pairs("a=;b="), [("a", ""), ("b", "")]);
    }
}
