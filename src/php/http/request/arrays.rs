//! The arrays of a request: header, server, cookie, get, post.

use std::ffi::CString;
use std::time::Duration;

use super::super::HttpOptions;
use super::super::names::{KnownHeader, names};
use super::{Facts, Request, files, slots};
use crate::engine::log::{self, Level};
use crate::php::zend::{Array, Obj, Value, ZStr, input};
use crate::protocol::http::{HttpError, RequestHead, Version, boundary, cookie_pairs};

/// The longest field name that is put into lower case without an allocation.
const SHORT_NAME: usize = 64;

/// Fills what the head tells. Without `facts` there is no connection to tell about.
#[inline]
pub(super) fn fill_from_head(
    object: &Obj,
    head: &RequestHead<'_>,
    parse_cookie: bool,
    now: Duration,
    facts: Option<&Facts<'_>>,
) {
    let slots = slots();
    let (header, cookie) = headers(head, parse_cookie);
    object.set_slot(slots.header, header);
    if let Some(cookie) = cookie {
        object.set_slot(slots.cookie, cookie);
    }
    let query = query(head);
    object.set_slot(slots.server, server(head, query, now, facts));
    if let Some(query) = query {
        object.set_slot(slots.get, variables(query));
    }
}

/// Fills what the body tells, by the media type that the head gives it. The body is not empty.
pub(super) fn fill_from_body(
    object: &Obj,
    request: &Request,
    head: &RequestHead<'_>,
    body: &ZStr,
    options: &HttpOptions,
) -> Result<(), HttpError> {
    if !matches!(head.method, "POST" | "PUT" | "DELETE" | "PATCH") {
        return Ok(());
    }
    // As for `$request->header`, the last one counts.
    let Some(content_type) = head.get_all("content-type").last() else {
        return Ok(());
    };
    let media_type = content_type
        .split(|&byte| byte == b';')
        .next()
        .unwrap_or_default();
    if media_type
        .trim_ascii()
        .eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
    {
        if options.parse_post {
            object.set_slot(slots().post, variables(body.as_bytes()));
        }
    } else if let Some(boundary) = boundary(content_type)? {
        files::fill(object, request, body.as_bytes(), &boundary, options)?;
    }
    Ok(())
}

/// The fields under their names in lower case, and the cookies if they are to be taken apart.
fn headers(head: &RequestHead<'_>, parse_cookie: bool) -> (Array, Option<Array>) {
    let names = names();
    let mut fields = Array::with_capacity(head.headers.len());
    let mut cookies = None;
    for header in head.headers {
        match names.header(header.name.as_bytes()) {
            Some(KnownHeader {
                is_cookie: true, ..
            }) if parse_cookie => {
                add_cookies(cookies.get_or_insert_with(Array::new), header.value);
            }
            Some(known) => {
                let added = fields.try_add(&known.name, Value::bytes(header.value));
                if let Err(value) = added {
                    if known.last_counts {
                        fields.set_str(&known.name, value);
                    } else {
                        merge(&mut fields, known.name.as_bytes(), value);
                    }
                }
            }
            None => add_unknown(&mut fields, header.name.as_bytes(), header.value),
        }
    }
    (fields, cookies)
}

fn add_unknown(fields: &mut Array, name: &[u8], value: &[u8]) {
    let mut short = [0; SHORT_NAME];
    let long;
    let lower: &[u8] = match short.get_mut(..name.len()) {
        Some(short) => {
            short.copy_from_slice(name);
            short.make_ascii_lowercase();
            short
        }
        None => {
            long = name.to_ascii_lowercase();
            &long
        }
    };
    let value = Value::bytes(value);
    // A name of digits only is an integer key in PHP.
    if lower
        .first()
        .is_some_and(|first| first.is_ascii_digit() || *first == b'-')
    {
        if fields.get(lower).is_some() {
            merge(fields, lower, value);
        } else {
            fields.set(lower, value);
        }
    } else if let Err(value) = fields.try_add(&ZStr::new(lower), value) {
        merge(fields, lower, value);
    }
}

/// Makes the value that `name` has the first of a list, or appends to the list that it is.
fn merge(fields: &mut Array, name: &[u8], value: Value) {
    let mut list = match fields.get(name) {
        Some(present) => present.as_array().unwrap_or_else(|| {
            let mut list = Array::new();
            list.push(present.clone());
            list
        }),
        None => Array::new(),
    };
    // The table lets go of its reference meanwhile, so that the list is changed in place.
    fields.set(name, Value::NULL);
    list.make_mut().push(value);
    fields.set(name, list);
}

/// What follows the first `?`, if it is anything.
fn query<'a>(head: &RequestHead<'a>) -> Option<&'a [u8]> {
    head.query.filter(|query| !query.is_empty())
}

fn server(
    head: &RequestHead<'_>,
    query: Option<&[u8]>,
    now: Duration,
    facts: Option<&Facts<'_>>,
) -> Array {
    let names = names();
    let keys = &names.keys;
    let mut server = Array::with_capacity(12);
    if let Some(query) = query {
        server.append_new(&keys.query_string, Value::bytes(query));
    }
    server.append_new(&keys.request_method, names.method(head.method.as_bytes()));
    // The target as it was sent, in absolute form too.
    let end = memchr::memchr(b'?', head.target).unwrap_or(head.target.len());
    let uri = ZStr::new(&head.target[..end]);
    server.append_new(&keys.request_uri, uri.clone());
    server.append_new(&keys.path_info, path_info(uri));
    server.append_new(&keys.request_time, Value::long(now.as_secs() as i64));
    server.append_new(&keys.request_time_float, Value::double(now.as_secs_f64()));
    let version = match head.version {
        Version::Http10 => &names.http_10,
        Version::Http11 => &names.http_11,
    };
    server.append_new(&keys.server_protocol, version.clone());
    if let Some(facts) = facts {
        let port = facts.remote.map_or(0, |remote| i64::from(remote.port()));
        let address = |address: Option<std::net::SocketAddr>| match address {
            Some(address) => names.address(address.ip()),
            None => ZStr::new(b""),
        };
        server.append_new(&keys.server_port, Value::long(i64::from(facts.server_port)));
        server.append_new(&keys.remote_port, Value::long(port));
        server.append_new(&keys.server_addr, address(facts.local));
        server.append_new(&keys.remote_addr, address(facts.remote));
        if facts.master_time {
            server.append_new(&keys.master_time, Value::long(now.as_secs() as i64));
        }
    }
    server
}

/// The path without its percent-encoding: most have none.
fn path_info(uri: ZStr) -> ZStr {
    if memchr::memchr2(b'%', b'+', uri.as_bytes()).is_none() {
        return uri;
    }
    let mut path = uri.as_bytes().to_vec();
    input::url_decode(&mut path);
    ZStr::new(&path)
}

/// The variables of a query string or an urlencoded body.
fn variables(query: &[u8]) -> Array {
    input::parse_query(within_limit(query))
}

/// The part of a query string that has no more variables than PHP takes. PHP would warn of the others, and an error
/// handler that throws would let any client stop the server: the log tells instead.
fn within_limit(query: &[u8]) -> &[u8] {
    let max = input::max_variables();
    // Each variable has a byte at least, and a separator to the next one.
    if query.len() / 2 < max {
        return query;
    }
    let separators = input::separators();
    let mut count = 0;
    let mut in_variable = false;
    for (at, byte) in query.iter().enumerate() {
        if separators.contains(byte) {
            in_variable = false;
        } else if !in_variable {
            in_variable = true;
            count += 1;
            if count > max {
                tell_limit(max);
                return &query[..at];
            }
        }
    }
    query
}

/// Says in the log what PHP says in a warning.
pub(super) fn tell_limit(max: usize) {
    log::write(
        Level::Warning,
        format!(
            "Input variables exceeded {max}. To increase the limit change max_input_vars in php.ini."
        ),
    );
}

/// Adds the cookies of one field. Of several with one name the first counts: it is the one with the longest path.
fn add_cookies(cookies: &mut Array, field: &[u8]) {
    let max = input::max_variables();
    for (count, (name, value)) in cookie_pairs(field).enumerate() {
        if count == max {
            return tell_limit(max);
        }
        let is_flat = memchr::memchr(b'[', name).is_none();
        if is_flat && cookies.get(&as_variable_name(name)).is_some() {
            continue;
        }
        // Fields have no NUL.
        let Ok(name) = CString::new(name) else {
            continue;
        };
        if memchr::memchr(b'%', value).is_some() {
            let mut decoded = value.to_vec();
            input::raw_url_decode(&mut decoded);
            input::register(cookies, &name, &decoded);
        } else {
            input::register(cookies, &name, value);
        }
    }
}

/// The key under which PHP puts a variable without brackets.
fn as_variable_name(name: &[u8]) -> Vec<u8> {
    name.iter()
        .map(|&byte| {
            if matches!(byte, b' ' | b'.') {
                b'_'
            } else {
                byte
            }
        })
        .collect()
}
