//! `Swoole\Coroutine\Socket`: several pieces in one call.

use super::transfer::{checked_bytes, ret_count, ret_transfer};
use super::{fail, open, show, throw};
use crate::php::coroutine::net::timeouts::limit;
use crate::php::coroutine::net::{Endpoint, Failure, Transfer};
use crate::php::zend::{Array, Call, PhpResult, Thrown, ZStr};

/// `SWOOLE_IOV_MAX`
const MAX_PIECES: usize = 1024;

/// The array that a call was given; `None` if it has too many elements, and then the call has failed.
fn pieces(call: &mut Call<'_>) -> PhpResult<Option<Array>> {
    let array = call.array(0)?;
    if array.len() <= MAX_PIECES {
        return Ok(Some(array));
    }
    let text = format!("The maximum of iov count is {MAX_PIECES}");
    fail(call, &Failure::with_text(libc::EINVAL, text))?;
    Ok(None)
}

fn bad_item(call: &Call<'_>, index: usize, what: &str) -> Thrown {
    show(call, None);
    throw(libc::EINVAL, &format!("Item #[{index}] {what}"))
}

/// `Swoole\Coroutine\Socket::writeVector`
pub fn write_vector(call: &mut Call<'_>) -> PhpResult {
    write(call, |call, endpoint, parts, timeout| {
        let limit = limit(timeout, endpoint.timeouts.get().write);
        let count = endpoint.stream.write_vectored(parts, &limit)?;
        ret_count(call, count)
    })
}

/// `Swoole\Coroutine\Socket::writeVectorAll`
pub fn write_vector_all(call: &mut Call<'_>) -> PhpResult {
    write(call, |call, endpoint, parts, timeout| {
        let limit = limit(timeout, endpoint.timeouts.get().write);
        let done = endpoint.stream.write_parts(parts, &limit)?;
        ret_transfer(call, &done)
    })
}

fn write(
    call: &mut Call<'_>,
    run: impl FnOnce(&mut Call<'_>, &Endpoint, &[&[u8]], f64) -> PhpResult,
) -> PhpResult {
    call.expect_args(1, 2)?;
    call.array(0)?;
    let timeout = call.double_or(1, 0.0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let Some(array) = pieces(call)? else {
        return Ok(());
    };
    let mut strings: Vec<ZStr> = Vec::with_capacity(array.len());
    for (index, (_, item)) in array.iter().enumerate() {
        let Some(string) = item.as_zstr() else {
            let what = format!("must be of type string, {} given", item.type_name());
            return Err(bad_item(call, index, &what));
        };
        if string.as_bytes().is_empty() {
            return Err(bad_item(call, index, "cannot be empty string"));
        }
        strings.push(string);
    }
    let parts: Vec<&[u8]> = strings.iter().map(ZStr::as_bytes).collect();
    run(call, endpoint, &parts, timeout)
}

/// `Swoole\Coroutine\Socket::readVector`
pub fn read_vector(call: &mut Call<'_>) -> PhpResult {
    read(call, |endpoint, buffer, total, timeout| {
        let limit = limit(timeout, endpoint.timeouts.get().read);
        Ok(match endpoint.stream.read(buffer, total, &limit)? {
            Ok(bytes) => Transfer {
                bytes,
                failure: None,
            },
            Err(failure) => Transfer {
                bytes: 0,
                failure: Some(failure),
            },
        })
    })
}

/// `Swoole\Coroutine\Socket::readVectorAll`
pub fn read_vector_all(call: &mut Call<'_>) -> PhpResult {
    read(call, |endpoint, buffer, total, timeout| {
        let limit = limit(timeout, endpoint.timeouts.get().read);
        endpoint.stream.read_all(buffer, total, &limit)
    })
}

fn read(
    call: &mut Call<'_>,
    run: impl FnOnce(&Endpoint, &mut Vec<u8>, usize, f64) -> PhpResult<Transfer>,
) -> PhpResult {
    call.expect_args(1, 2)?;
    call.array(0)?;
    let timeout = call.double_or(1, 0.0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let Some(array) = pieces(call)? else {
        return Ok(());
    };
    let mut sizes = Vec::with_capacity(array.len());
    for (index, (_, item)) in array.iter().enumerate() {
        let Some(size) = item.as_long() else {
            let what = format!("must be of type int, {} given", item.type_name());
            return Err(bad_item(call, index, &what));
        };
        match usize::try_from(size) {
            Ok(size) => sizes.push(size),
            Err(_) => return Err(bad_item(call, index, "must be greater than 0")),
        }
    }
    let total = sizes
        .iter()
        .fold(0_usize, |sum, size| sum.saturating_add(*size));
    let mut buffer = Vec::new();
    let Transfer { bytes, failure } = match total {
        0 => Transfer::default(),
        _ => run(endpoint, &mut buffer, total, timeout)?,
    };
    if bytes == 0 {
        show(call, failure.as_ref());
        return match failure {
            Some(_) => call.ret_bool(false),
            None => call.ret(Array::new()),
        };
    }
    match split(&buffer, &sizes) {
        Ok(parts) => {
            show(call, failure.as_ref());
            call.ret(parts)
        }
        Err(failure) => fail(call, &failure),
    }
}

/// Cuts bytes into parts of these sizes. The part behind the last full one is there too, though it may be empty, unless
/// all parts are full.
fn split(mut bytes: &[u8], sizes: &[usize]) -> Result<Array, Failure> {
    let all_full = bytes.len() == sizes.iter().sum::<usize>();
    let mut parts = Array::new();
    for &size in sizes {
        let (part, rest) = bytes.split_at(size.min(bytes.len()));
        parts.push(checked_bytes(part)?);
        if !all_full && (bytes.is_empty() || part.len() < size) {
            break;
        }
        bytes = rest;
    }
    Ok(parts)
}
