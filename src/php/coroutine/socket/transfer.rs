//! What `Swoole\Coroutine\Socket` reads and writes.

use socket2::{SockAddr, Type};

use super::{fail, name, open, open_of, ret_done, show, show_in};
use crate::engine::log::Level;
use crate::php::coroutine::net::timeouts::limit;
use crate::php::coroutine::net::{BLOCK, Endpoint, Failure, Outcome, Packet, Transfer};
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{Call, Obj, PhpResult, Value, ZStr};
use crate::php::{file, last_error};
use crate::protocol::payload::{OutOfMemory, PayloadBuffer};

/// Bytes that a call asks for unless it says how many.
const LENGTH: i64 = BLOCK as i64;
/// From this size on it is asked first whether PHP's memory limit allows a string.
const SMALL: usize = 16 * 1024;

/// A PHP string of bytes; `ENOMEM` if PHP's memory limit has no room for it.
pub fn checked_bytes(bytes: &[u8]) -> Result<Value, Failure> {
    if bytes.len() < SMALL {
        return Ok(Value::bytes(bytes));
    }
    let copied = ZStrBuf::with_capacity(bytes.len()).and_then(|mut buffer| {
        buffer.push(bytes)?;
        Ok(buffer.finish())
    });
    match copied {
        Ok(string) => Ok(string.into()),
        Err(OutOfMemory) => Err(Failure::new(libc::ENOMEM)),
    }
}

/// The string that was read into a buffer, without much room to spare.
fn finish(buffer: ZStrBuf) -> Value {
    let (used, room) = (buffer.as_slice().len(), buffer.capacity());
    if room - used > used / 4 + 64 {
        ZStr::new(buffer.as_slice()).into()
    } else {
        buffer.finish().into()
    }
}

fn empty_buffer() -> Result<ZStrBuf, Failure> {
    ZStrBuf::with_capacity(0).map_err(|OutOfMemory| Failure::new(libc::ENOMEM))
}

/// The length and the timeout that a call that reads was given.
fn wanted(call: &Call<'_>) -> PhpResult<(usize, f64)> {
    call.expect_args(0, 2)?;
    let length = match call.long_or(0, LENGTH)? {
        length if length > 0 => length,
        _ => LENGTH,
    };
    Ok((length as usize, call.double_or(1, 0.0)?))
}

/// Returns bytes or false, and shows how it went.
fn ret_read(call: &mut Call<'_>, read: Result<Value, Failure>) -> PhpResult {
    show(call, read.as_ref().err());
    match read {
        Ok(bytes) => call.ret(bytes),
        Err(_) => call.ret_bool(false),
    }
}

/// Waits for bytes: what `recv()` of several classes returns.
pub fn read_some(endpoint: &Endpoint, most: usize, timeout: f64) -> Outcome<Value> {
    let limit = limit(timeout, endpoint.timeouts.get().read);
    if most <= BLOCK {
        let read = endpoint.stream.read_with(most, &limit, checked_bytes)?;
        return Ok(read.and_then(|bytes| bytes));
    }
    let mut buffer = match empty_buffer() {
        Ok(buffer) => buffer,
        Err(failure) => return Ok(Err(failure)),
    };
    let read = endpoint.stream.read(&mut buffer, most, &limit)?;
    Ok(read.map(|_| finish(buffer)))
}

/// `Swoole\Coroutine\Socket::recv`
pub fn recv(call: &mut Call<'_>) -> PhpResult {
    let (most, timeout) = wanted(call)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let read = read_some(endpoint, most, timeout)?;
    ret_read(call, read)
}

/// `Swoole\Coroutine\Socket::recvAll`
pub fn recv_all(call: &mut Call<'_>) -> PhpResult {
    let (count, timeout) = wanted(call)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let limit = limit(timeout, endpoint.timeouts.get().read);
    let mut buffer = match empty_buffer() {
        Ok(buffer) => buffer,
        Err(failure) => return fail(call, &failure),
    };
    let Transfer { bytes, failure } = endpoint.stream.read_all(&mut buffer, count, &limit)?;
    show(call, failure.as_ref());
    if bytes == 0 && failure.is_some() {
        return call.ret_bool(false);
    }
    call.ret(finish(buffer))
}

/// `Swoole\Coroutine\Socket::recvLine`
pub fn recv_line(call: &mut Call<'_>) -> PhpResult {
    let (most, timeout) = wanted(call)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let line = endpoint.line(most, timeout, checked_bytes)?;
    ret_read(call, line.map(or_empty))
}

/// `Swoole\Coroutine\Socket::recvWithBuffer`
pub fn recv_with_buffer(call: &mut Call<'_>) -> PhpResult {
    let (most, timeout) = wanted(call)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let (bytes, failure) = endpoint.some(most, timeout, checked_bytes)?;
    show(call, failure.as_ref());
    match (bytes, failure) {
        (None, Some(_)) => call.ret_bool(false),
        (bytes, _) => call.ret(or_empty(bytes)),
    }
}

fn or_empty(bytes: Option<Value>) -> Value {
    bytes.unwrap_or_else(|| Value::bytes(b""))
}

/// `Swoole\Coroutine\Socket::recvPacket`
pub fn recv_packet(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let timeout = call.double_or(0, 0.0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let (read, failure) = packet(endpoint, timeout)?;
    show(call, failure.as_ref());
    call.ret(read)
}

/// `recvPacket()` of an object of the class.
pub fn recv_packet_of(object: &Obj, timeout: f64) -> PhpResult<Value> {
    let endpoint = match open_of(object)? {
        Ok(endpoint) => endpoint,
        Err(failure) => {
            show_in(object, Some(&failure));
            return Ok(Value::bool(false));
        }
    };
    let (read, failure) = packet(&endpoint, timeout)?;
    show_in(object, failure.as_ref());
    Ok(read)
}

/// `sendAll()` of an object of the class.
pub fn send_all_of(object: &Obj, data: &[u8]) -> PhpResult<Value> {
    let done = match open_of(object)? {
        Ok(endpoint) => write_everything(&endpoint, data, 0.0)?,
        Err(failure) => Transfer {
            bytes: 0,
            failure: Some(failure),
        },
    };
    show_in(object, done.failure.as_ref());
    Ok(count_of(&done))
}

/// Waits for a packet: what `recvPacket()` of several classes returns, and how it went. A length that is too large is
/// logged.
pub fn packet(endpoint: &Endpoint, timeout: f64) -> PhpResult<(Value, Option<Failure>)> {
    let empty = Value::bytes(b"");
    Ok(match endpoint.packet(timeout, checked_bytes)? {
        Ok(Packet::Whole(bytes)) => (bytes, None),
        Ok(Packet::End) => (empty, None),
        Ok(Packet::Malformed(failure)) => (empty, Some(failure)),
        Err(failure) => {
            let is_too_large = failure.code() == last_error::PACKAGE_LENGTH_TOO_LARGE;
            if is_too_large && endpoint.framing().by_length {
                last_error::report(
                    Level::Warning,
                    failure.code(),
                    "Swoole\\Coroutine\\Socket::recvPacket",
                    failure.text().as_bytes(),
                );
            }
            (Value::bool(false), Some(failure))
        }
    })
}

/// `Swoole\Coroutine\Socket::peek`
pub fn peek(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let most = match call.long_or(0, LENGTH)? {
        length if length > 0 => length as usize,
        _ => BLOCK,
    };
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let seen = peek_at(endpoint, most);
    ret_read(call, seen)
}

/// Looks at bytes that have arrived without taking them.
pub fn peek_at(endpoint: &Endpoint, most: usize) -> Result<Value, Failure> {
    let mut buffer = empty_buffer()?;
    endpoint.stream.peek(&mut buffer, most)?;
    Ok(finish(buffer))
}

/// `Swoole\Coroutine\Socket::recvfrom`
pub fn recvfrom(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let timeout = call.double_or(1, 0.0)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let read = receive_from(endpoint, BLOCK, timeout)?;
    show(call, read.as_ref().err());
    match read {
        Ok((bytes, from)) => {
            // Who sends nothing is not told.
            if bytes.as_bytes().is_some_and(|bytes| !bytes.is_empty()) {
                call.assign(0, name(&from));
            }
            call.ret(bytes)
        }
        Err(_) => call.ret_bool(false),
    }
}

/// Waits for a datagram; tells who has sent it.
pub fn receive_from(endpoint: &Endpoint, most: usize, timeout: f64) -> Outcome<(Value, SockAddr)> {
    let limit = limit(timeout, endpoint.timeouts.get().read);
    let read = endpoint.stream.read_from(most, &limit, checked_bytes)?;
    Ok(read.and_then(|(bytes, from)| Ok((bytes?, from))))
}

/// Data and timeout that a call that writes was given.
fn data(call: &Call<'_>) -> PhpResult<(ZStr, f64)> {
    call.expect_args(1, 2)?;
    Ok((call.str(0)?, call.double_or(1, 0.0)?))
}

/// `Swoole\Coroutine\Socket::send`
pub fn send(call: &mut Call<'_>) -> PhpResult {
    let (data, timeout) = data(call)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let limit = limit(timeout, endpoint.timeouts.get().write);
    let sent = endpoint.stream.write(data.as_bytes(), &limit)?;
    ret_count(call, sent)
}

/// Returns a number of bytes or false, and shows how it went.
pub(super) fn ret_count(call: &mut Call<'_>, count: Result<usize, Failure>) -> PhpResult {
    show(call, count.as_ref().err());
    match count {
        Ok(count) => call.ret(Value::long(count as i64)),
        Err(_) => call.ret_bool(false),
    }
}

/// The same for an operation that may have come half way.
pub(super) fn ret_transfer(call: &mut Call<'_>, done: &Transfer) -> PhpResult {
    show(call, done.failure.as_ref());
    call.ret(count_of(done))
}

fn count_of(done: &Transfer) -> Value {
    if done.bytes == 0 && done.failure.is_some() {
        Value::bool(false)
    } else {
        Value::long(done.bytes as i64)
    }
}

/// `Swoole\Coroutine\Socket::sendAll`
pub fn send_all(call: &mut Call<'_>) -> PhpResult {
    let (data, timeout) = data(call)?;
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let done = write_everything(endpoint, data.as_bytes(), timeout)?;
    ret_transfer(call, &done)
}

/// Waits until everything is written.
pub fn write_everything(endpoint: &Endpoint, data: &[u8], timeout: f64) -> PhpResult<Transfer> {
    let limit = limit(timeout, endpoint.timeouts.get().write);
    endpoint.stream.write_all(data, &limit)
}

/// `Swoole\Coroutine\Socket::sendFile`
pub fn send_file(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let file = call.str(0)?;
    let (offset, length) = (call.long_or(1, 0)?, call.long_or(2, 0)?);
    if file.as_bytes().is_empty() {
        last_error::fatal("file to send is empty");
        return call.ret_bool(false);
    }
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let sent = send_part_of_file(endpoint, file.as_bytes(), offset, length)?;
    ret_done(call, sent)
}

/// Sends `length` bytes of a file from `offset` on, or all of them if `length` is 0.
pub fn send_part_of_file(endpoint: &Endpoint, path: &[u8], offset: i64, length: i64) -> Outcome {
    let (Ok(offset), Ok(length)) = (u64::try_from(offset), u64::try_from(length)) else {
        return Ok(Err(Failure::new(libc::EINVAL)));
    };
    let shown = String::from_utf8_lossy(path);
    let failed = |what: &str, failure: Failure| {
        let text = format!("{what} failed, {}", failure.text());
        Failure::with_text(failure.code(), text)
    };
    let opened = file::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let (found, file) = match opened {
        Ok(opened) => opened,
        Err(error) => return Ok(Err(failed(&format!("open({shown})"), error.into()))),
    };
    if !found.is_file() {
        let text = format!("[{shown}] is not a regular file");
        let code = last_error::SERVER_IS_NOT_REGULAR_FILE;
        return Ok(Err(Failure::with_text(code, text)));
    }
    let length = match length {
        0 => found.len().saturating_sub(offset),
        length => length,
    };
    let limit = limit(0.0, endpoint.timeouts.get().write);
    let sent = endpoint.stream.write_file(&file, offset, length, &limit)?;
    Ok(sent.map_err(|failure| match failure.code() {
        last_error::SYSTEM_CALL_FAIL
        | last_error::CO_SOCKET_CLOSE_WAIT
        | libc::ETIMEDOUT
        | libc::ECANCELED
        | libc::EBADF => failure,
        _ => failed(
            &format!("sendfile({}, {shown})", endpoint.stream.fd()),
            failure,
        ),
    }))
}

/// `Swoole\Coroutine\Socket::sendto`
pub fn sendto(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(3, 3)?;
    let (host, port, data) = (call.str(0)?, call.long(1)?, call.str(2)?);
    let Some(endpoint) = open(call)? else {
        return Ok(());
    };
    let sent = send_datagram(endpoint, host.as_bytes(), port, data.as_bytes())?;
    ret_count(call, sent)
}

/// Sends a datagram to a host or to the path of a unix socket.
pub fn send_datagram(endpoint: &Endpoint, host: &[u8], port: i64, data: &[u8]) -> Outcome<usize> {
    let stream = &endpoint.stream;
    if stream.kind() != Type::DGRAM {
        return Ok(Err(Failure::new(libc::EPROTONOSUPPORT)));
    }
    let timeouts = endpoint.timeouts.get();
    let lookup = crate::php::coroutine::timeout(timeouts.lookup);
    match stream.find(host, port, lookup)? {
        Ok(address) => stream.write_to(data, &address, &limit(0.0, timeouts.write)),
        Err(failure) => Ok(Err(failure)),
    }
}
