//! `Swoole\Coroutine\Socket::getOption()` and `setOption()`, with values as those of PHP's own sockets have them.

use socket2::SockRef;

use super::{multicast, open, tcp_info};
use crate::php::coroutine::net::{Endpoint, Failure, option};
use crate::php::last_error;
use crate::php::zend::{Array, Call, PhpResult, Value, errors};

/// `Swoole\Coroutine\Socket::getOption`
pub fn get_option(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let (level, name) = (call.long(0)?, call.long(1)?);
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let timeouts = endpoint.timeouts.get();
    if let Some(seconds) = match (level as i32, name as i32) {
        (libc::SOL_SOCKET, libc::SO_RCVTIMEO) => Some(timeouts.read),
        (libc::SOL_SOCKET, libc::SO_SNDTIMEO) => Some(timeouts.write),
        _ => None,
    } {
        return call.ret(time(seconds));
    }
    match read(endpoint, level as i32, name as i32) {
        Ok(value) => call.ret(value),
        Err(failure) => {
            let what = format!("getsockopt({}, {level}, {name})", endpoint.stream.fd());
            warn(&what, &failure);
            call.ret_bool(false)
        }
    }
}

/// Warns of what the system refuses.
fn warn(what: &str, failure: &Failure) {
    let code = failure.code();
    last_error::warning_of(code, &format!("{what}, Error: {}[{code}]", failure.text()));
}

/// A timeout as an array.
fn time(seconds: f64) -> Array {
    let whole = seconds as i64;
    let mut array = Array::new();
    array.set(b"sec", Value::long(whole));
    let micros = (seconds - whole as f64) * 1_000_000.0;
    array.set(b"usec", Value::long(micros.round() as i64));
    array
}

fn read(endpoint: &Endpoint, level: i32, name: i32) -> Result<Value, Failure> {
    endpoint.stream.with_socket(|socket| {
        Ok(match (level, name) {
            (libc::IPPROTO_IP, libc::IP_MULTICAST_IF) => multicast::interface(socket)?,
            (libc::IPPROTO_IPV6, libc::IPV6_PKTINFO) => multicast::packet_info(socket)?.into(),
            (libc::SOL_SOCKET, libc::SO_LINGER) => linger(socket)?.into(),
            (libc::SOL_TCP, libc::TCP_INFO) => tcp_info::read(socket)?.into(),
            _ => {
                let mut bytes = [0; 4];
                match option::get(socket, level, name, &mut bytes)? {
                    1 => Value::long(i8::from_ne_bytes([bytes[0]]).into()),
                    _ => Value::long(i32::from_ne_bytes(bytes).into()),
                }
            }
        })
    })?
}

fn linger(socket: &socket2::Socket) -> std::io::Result<Array> {
    let linger = SockRef::from(socket).linger()?;
    let mut array = Array::new();
    array.set(b"l_onoff", Value::long(linger.is_some().into()));
    let seconds = linger.unwrap_or_default().as_secs();
    array.set(b"l_linger", Value::long(seconds as i64));
    Ok(array)
}

/// `Swoole\Coroutine\Socket::setOption`
pub fn set_option(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(3, 3)?;
    let (level, name) = (call.long(0)? as i32, call.long(1)? as i32);
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let Some(value) = call.arg(2) else {
        return Ok(());
    };
    if let Some(done) = multicast::set(endpoint, level, name, value)? {
        return call.ret_bool(done);
    }
    let bytes = match (level, name) {
        (libc::SOL_SOCKET, libc::SO_LINGER) => match linger_from(call, value)? {
            Some(bytes) => bytes,
            None => return call.ret_bool(false),
        },
        (libc::SOL_SOCKET, libc::SO_RCVTIMEO | libc::SO_SNDTIMEO) => {
            let reads = name == libc::SO_RCVTIMEO;
            let done = set_timeout(call, endpoint, value, reads)?;
            return call.ret_bool(done);
        }
        (libc::SOL_SOCKET, libc::SO_BINDTODEVICE) => value.as_bytes().unwrap_or(b"").to_vec(),
        _ => (value.to_long() as i32).to_ne_bytes().to_vec(),
    };
    let set = endpoint
        .stream
        .with_socket(|socket| option::set(socket, level, name, &bytes))
        .and_then(|set| Ok(set?));
    if let Err(failure) = &set {
        let what = format!("setsockopt({}) failed", endpoint.stream.fd());
        warn(&what, failure);
    }
    call.ret_bool(set.is_ok())
}

/// The numbers of two keys of an option's array. `None`, with a warning, if one is missing.
fn pair(
    call: &Call<'_>,
    value: &Value,
    option: &str,
    keys: [&str; 2],
) -> PhpResult<Option<[i64; 2]>> {
    let Some(array) = value.as_array() else {
        return Err(call.type_error_text(
            2,
            &format!(
                "must be of type array when argument $option is {option}, {} given",
                value.type_name()
            ),
        ));
    };
    let mut numbers = [0; 2];
    for (number, key) in numbers.iter_mut().zip(keys) {
        match array.get(key.as_bytes()) {
            Some(value) => *number = value.to_long(),
            None => {
                errors::warning(&format!("no key \"{key}\" passed in optval"));
                return Ok(None);
            }
        }
    }
    Ok(Some(numbers))
}

fn linger_from(call: &Call<'_>, value: &Value) -> PhpResult<Option<Vec<u8>>> {
    let keys = ["l_onoff", "l_linger"];
    let Some(numbers) = pair(call, value, "SO_LINGER", keys)? else {
        return Ok(None);
    };
    let mut bytes = Vec::with_capacity(8);
    for (number, key) in numbers.into_iter().zip(keys) {
        let Ok(number) = u16::try_from(number) else {
            let text = format!("\"{key}\" must be between 0 and {}", u16::MAX);
            return Err(call.value_error(2, &text));
        };
        bytes.extend_from_slice(&i32::from(number).to_ne_bytes());
    }
    Ok(Some(bytes))
}

/// Sets how long the calls that read wait, or those that connect and write.
fn set_timeout(
    call: &Call<'_>,
    endpoint: &Endpoint,
    value: &Value,
    reads: bool,
) -> PhpResult<bool> {
    let option = if reads { "SO_RCVTIMEO" } else { "SO_SNDTIMEO" };
    let Some([seconds, micros]) = pair(call, value, option, ["sec", "usec"])? else {
        return Ok(false);
    };
    let timeout = seconds as f64 + micros as f64 / 1_000_000.0;
    if timeout != 0.0 {
        endpoint.change_timeouts(|timeouts| {
            if reads {
                timeouts.read = timeout;
            } else {
                timeouts.connect = timeout;
                timeouts.write = timeout;
            }
        });
    }
    Ok(true)
}
