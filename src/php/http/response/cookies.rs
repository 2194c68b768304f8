//! `cookie()` and `rawcookie()`.

use std::time::{SystemTime, UNIX_EPOCH};

use super::{Response, slots};
use crate::php::http::cookie::{self as cookie_object, Cookie};
use crate::php::last_error;
use crate::php::zend::{Call, PhpResult, ZStr};
use crate::protocol::http::SetCookie;

/// `cookie()`, `setCookie()`: the value percent-encoded.
pub fn cookie(call: &mut Call<'_>) -> PhpResult {
    add(call, true)
}

/// `rawcookie()`, `setRawCookie()`: the value as it is.
pub fn rawcookie(call: &mut Call<'_>) -> PhpResult {
    add(call, false)
}

fn add(call: &mut Call<'_>, encode: bool) -> PhpResult {
    call.expect_args(1, 10)?;
    let first = call.arg(0).cloned();
    if call.native::<Response>().open().is_none() {
        return call.ret_bool(false);
    }
    let object = first.as_ref().and_then(|first| first.as_object());
    let formatted = match object.as_ref().and_then(|object| object.native::<Cookie>()) {
        Some(cookie) => cookie.format(),
        None => match first.and_then(|first| first.as_zstr()) {
            Some(name) => format(call, name, encode)?,
            None => {
                last_error::warning("The first argument must be a string or an cookie object");
                return call.ret_bool(false);
            }
        },
    };
    match formatted {
        Ok(line) => {
            call.this()
                .with_array_slot(slots().cookie, |cookies| cookies.push(line.into()));
            call.ret_bool(true)
        }
        Err(error) => {
            cookie_object::refuse(error);
            call.ret_bool(false)
        }
    }
}

fn format(
    call: &Call<'_>,
    name: ZStr,
    encode: bool,
) -> PhpResult<Result<ZStr, crate::protocol::http::CookieError>> {
    let text = |index| {
        if index < call.num_args() {
            call.str(index)
        } else {
            Ok(ZStr::new(b""))
        }
    };
    let value = text(1)?;
    let expires = call.long_or(2, 0)?;
    let (path, domain) = (text(3)?, text(4)?);
    let (secure, http_only) = (call.bool_or(5, false)?, call.bool_or(6, false)?);
    let (same_site, priority) = (text(7)?, text(8)?);
    let partitioned = call.bool_or(9, false)?;
    let cookie = SetCookie {
        name: name.as_bytes(),
        value: value.as_bytes(),
        encode,
        expires,
        path: path.as_bytes(),
        domain: domain.as_bytes(),
        secure,
        http_only,
        same_site: same_site.as_bytes(),
        priority: priority.as_bytes(),
        partitioned,
    };
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let mut line = Vec::with_capacity(128);
    Ok(cookie
        .write(i64::try_from(now).unwrap_or(i64::MAX), &mut line)
        .map(|()| ZStr::new(&line)))
}
