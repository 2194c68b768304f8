//! `Swoole\Http\Cookie`: the parts of one `Set-Cookie` field.

use std::cell::RefCell;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::php::classes::COOKIE;
use crate::php::last_error;
use crate::php::zend::object::HandlersCell;
use crate::php::zend::{Array, Call, NativeClass, PhpResult, Value, ZStr, sys};
use crate::protocol::http::{CookieError, SetCookie};

/// The state of a `Swoole\Http\Cookie`.
pub struct Cookie(RefCell<Parts>);

struct Parts {
    name: ZStr,
    value: ZStr,
    path: ZStr,
    domain: ZStr,
    same_site: ZStr,
    priority: ZStr,
    encode: bool,
    expires: i64,
    secure: bool,
    http_only: bool,
    partitioned: bool,
}

impl Parts {
    fn new(encode: bool) -> Self {
        let empty = || ZStr::new(b"");
        Self {
            name: empty(),
            value: empty(),
            path: empty(),
            domain: empty(),
            same_site: empty(),
            priority: empty(),
            encode,
            expires: 0,
            secure: false,
            http_only: false,
            partitioned: false,
        }
    }
}

// SAFETY: the one class of this state.
unsafe impl NativeClass for Cookie {
    fn new() -> Self {
        Self(RefCell::new(Parts::new(true)))
    }

    fn class() -> *mut sys::zend_class_entry {
        COOKIE.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

impl Cookie {
    /// The value of the `Set-Cookie` field. A cookie that breaks a rule is reset, as in Swoole.
    ///
    /// # Errors
    ///
    /// The rule; [`refuse`] tells the caller.
    pub fn format(&self) -> Result<ZStr, CookieError> {
        let result = format(&self.0.borrow());
        if result.is_err() {
            self.0.replace(Parts::new(true));
        }
        result
    }
}

/// Warns that the running function was given a cookie that breaks a rule.
pub fn refuse(error: CookieError) {
    last_error::warning(error.message());
}

fn format(parts: &Parts) -> Result<ZStr, CookieError> {
    let cookie = SetCookie {
        name: parts.name.as_bytes(),
        value: parts.value.as_bytes(),
        encode: parts.encode,
        expires: parts.expires,
        path: parts.path.as_bytes(),
        domain: parts.domain.as_bytes(),
        secure: parts.secure,
        http_only: parts.http_only,
        same_site: parts.same_site.as_bytes(),
        priority: parts.priority.as_bytes(),
        partitioned: parts.partitioned,
    };
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let mut out = Vec::with_capacity(128);
    cookie.write(i64::try_from(now).unwrap_or(i64::MAX), &mut out)?;
    Ok(ZStr::new(&out))
}

/// `__construct()`: an empty cookie, whose value will be percent-encoded or not.
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let encode = call.bool_or(0, true)?;
    call.native::<Cookie>().0.replace(Parts::new(encode));
    Ok(())
}

/// `withName()`
pub fn with_name(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    with_text(call, b"", |parts| &mut parts.name)
}

/// `withValue()`: without a value the cookie is deleted.
pub fn with_value(call: &mut Call<'_>) -> PhpResult {
    with_text(call, b"", |parts| &mut parts.value)
}

/// `withPath()`
pub fn with_path(call: &mut Call<'_>) -> PhpResult {
    with_text(call, b"/", |parts| &mut parts.path)
}

/// `withDomain()`
pub fn with_domain(call: &mut Call<'_>) -> PhpResult {
    with_text(call, b"", |parts| &mut parts.domain)
}

/// `withSameSite()`
pub fn with_same_site(call: &mut Call<'_>) -> PhpResult {
    with_text(call, b"", |parts| &mut parts.same_site)
}

/// `withPriority()`
pub fn with_priority(call: &mut Call<'_>) -> PhpResult {
    with_text(call, b"", |parts| &mut parts.priority)
}

/// `withExpires()`: unix seconds; 0 and less make a cookie that ends with the browser.
pub fn with_expires(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let expires = call.long_or(0, 0)?;
    call.native::<Cookie>().0.borrow_mut().expires = expires;
    ret_this(call)
}

/// `withSecure()`
pub fn with_secure(call: &mut Call<'_>) -> PhpResult {
    with_flag(call, |parts| &mut parts.secure)
}

/// `withHttpOnly()`
pub fn with_http_only(call: &mut Call<'_>) -> PhpResult {
    with_flag(call, |parts| &mut parts.http_only)
}

/// `withPartitioned()`
pub fn with_partitioned(call: &mut Call<'_>) -> PhpResult {
    with_flag(call, |parts| &mut parts.partitioned)
}

/// `toString()`: the field's value, or false with a warning.
pub fn to_string(call: &mut Call<'_>) -> PhpResult {
    match call.native::<Cookie>().format() {
        Ok(text) => call.ret(text),
        Err(error) => {
            refuse(error);
            call.ret_bool(false)
        }
    }
}

/// `toArray()`: the parts as they were given.
pub fn to_array(call: &mut Call<'_>) -> PhpResult {
    let mut array = Array::with_capacity(11);
    {
        let parts = call.native::<Cookie>().0.borrow();
        array.set(b"name", parts.name.clone());
        array.set(b"value", parts.value.clone());
        array.set(b"path", parts.path.clone());
        array.set(b"domain", parts.domain.clone());
        array.set(b"sameSite", parts.same_site.clone());
        array.set(b"priority", parts.priority.clone());
        array.set(b"encode", Value::bool(parts.encode));
        array.set(b"expires", Value::long(parts.expires));
        array.set(b"secure", Value::bool(parts.secure));
        array.set(b"httpOnly", Value::bool(parts.http_only));
        array.set(b"partitioned", Value::bool(parts.partitioned));
    }
    call.ret(array)
}

/// `reset()`: back to a new cookie whose value will be encoded.
pub fn reset(call: &mut Call<'_>) -> PhpResult {
    call.native::<Cookie>().0.replace(Parts::new(true));
    Ok(())
}

fn with_text(
    call: &mut Call<'_>,
    default: &[u8],
    part: impl FnOnce(&mut Parts) -> &mut ZStr,
) -> PhpResult {
    call.expect_args(0, 1)?;
    let text = if call.num_args() > 0 {
        call.str(0)?
    } else {
        ZStr::new(default)
    };
    *part(&mut call.native::<Cookie>().0.borrow_mut()) = text;
    ret_this(call)
}

fn with_flag(call: &mut Call<'_>, part: impl FnOnce(&mut Parts) -> &mut bool) -> PhpResult {
    call.expect_args(0, 1)?;
    let flag = call.bool_or(0, false)?;
    *part(&mut call.native::<Cookie>().0.borrow_mut()) = flag;
    ret_this(call)
}

fn ret_this(call: &mut Call<'_>) -> PhpResult {
    let this = call.this();
    call.ret(this)
}
