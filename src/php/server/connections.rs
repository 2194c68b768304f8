//! Methods of `Swoole\Server` about single connections.

use super::{driver, room, running};
use crate::engine::listener::Address;
use crate::engine::server::{ConnectionInfo, Outgoing, SendError};
use crate::php::http::response;
use crate::php::last_error;
use crate::php::memory::Engine;
use crate::php::zend::{Array, Call, PhpResult, Value, ZStr, errors};

/// Most sessions that `getClientList` returns at once.
const MAX_LIST: i64 = 100;

/// `Swoole\Server::exists`
pub fn exists(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let session = call.long(0)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    call.ret_bool(engine.is_open(session))
}

/// `Swoole\Server::close`
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let session = call.long(0)?;
    let reset = call.bool_or(1, false)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    if engine.goodbye(session, reset) {
        driver::tell_now(&engine);
        return call.ret_bool(true);
    }
    let closing = engine.info(session).is_some();
    last_error::set(if closing {
        last_error::SESSION_CLOSING
    } else {
        last_error::SESSION_NOT_EXIST
    });
    call.ret_bool(false)
}

/// `Swoole\Server::send`
pub fn send(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    let Some(target) = call.arg(0) else {
        return call.ret_bool(false);
    };
    if target.is_null() {
        last_error::fatal("fd can not be null");
        return call.ret_bool(false);
    }
    let session = target.to_long();
    let data = call.str(1)?;
    if session <= 0 {
        last_error::fatal(&format!("invalid fd[{session}]"));
        return call.ret_bool(false);
    }
    if data.as_bytes().is_empty() {
        last_error::set(last_error::NO_PAYLOAD);
        errors::warning("the data sent must not be empty");
        return call.ret_bool(false);
    }
    let attempt = || engine.send(session, Outgoing::Shared(&data));
    let result = room::for_message(&engine, session, data.as_bytes().len(), attempt)?;
    match result {
        Ok(()) => response::answered_raw(&engine, session, data.as_bytes()),
        Err(error) => set_send_error(error),
    }
    call.ret_bool(result.is_ok())
}

/// The last error that stands for a send error.
pub fn set_send_error(error: SendError) {
    last_error::set(match error {
        SendError::NoSession => last_error::SESSION_NOT_EXIST,
        SendError::NotWebSocket => last_error::WEBSOCKET_UNCONNECTED,
        SendError::Closing => last_error::SESSION_CLOSING,
        SendError::TooLong => last_error::DATA_LENGTH_TOO_LARGE,
        SendError::BufferFull => last_error::OUTPUT_BUFFER_OVERFLOW,
        SendError::FragmentOrder | SendError::ControlFrame => last_error::WEBSOCKET_PACK_FAILED,
    });
}

/// `Swoole\Server::sendfile`
pub fn sendfile(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 4)?;
    let session = call.long(0)?;
    let name = call.str(1)?;
    let offset = call.long_or(2, 0)?;
    let length = call.long_or(3, 0)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    if !engine.is_open(session) {
        last_error::set(if session > 0 {
            last_error::SESSION_NOT_EXIST
        } else {
            last_error::SESSION_INVALID_ID
        });
        return call.ret_bool(false);
    }
    match crate::php::file::open_part(&name, offset, length) {
        Ok(part) => {
            let result = engine.send_file(session, part.file, part.offset, part.len);
            match result {
                Ok(()) => response::answered_raw(&engine, session, b""),
                Err(error) => set_send_error(error),
            }
            call.ret_bool(result.is_ok())
        }
        Err(error) => {
            last_error::set(error.code());
            errors::warning(&error.to_string());
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Server::pause`
pub fn pause(call: &mut Call<'_>) -> PhpResult {
    set_paused(call, true)
}

/// `Swoole\Server::resume`
pub fn resume(call: &mut Call<'_>) -> PhpResult {
    set_paused(call, false)
}

fn set_paused(call: &mut Call<'_>, paused: bool) -> PhpResult {
    call.expect_args(1, 1)?;
    let session = call.long(0)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    let done = engine.pause(session, paused);
    if !done {
        last_error::set(last_error::SESSION_NOT_EXIST);
    }
    call.ret_bool(done)
}

/// `Swoole\Server::protect`
pub fn protect(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let session = call.long(0)?;
    let protected = call.bool_or(1, true)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    call.ret_bool(engine.protect(session, protected))
}

/// `Swoole\Server::bind`
pub fn bind(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let (session, uid) = (call.long(0)?, call.long(1)?);
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    if !(i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(&uid) {
        last_error::fatal("uid can not be greater than 4294967295 or less than -2147483648");
        return call.ret_bool(false);
    }
    call.ret_bool(engine.bind(session, uid))
}

/// `Swoole\Server::heartbeat`
pub fn heartbeat(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let close_them = call.bool_or(0, true)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    if engine.config().heartbeat_interval.is_none() {
        return call.ret_bool(false);
    }
    let mut list = Array::new();
    for session in engine.idle_sessions() {
        list.push(Value::long(session));
        if close_them {
            engine.goodbye(session, false);
        }
    }
    if close_them {
        driver::tell_now(&engine);
    }
    call.ret(list)
}

/// `Swoole\Server::getClientInfo`
pub fn get_client_info(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let session = call.long(0)?;
    call.long_or(1, -1)?;
    let even_if_closed = call.bool_or(2, false)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    // Facts are kept while onClose runs, for which Swoole answers too.
    let _ = even_if_closed;
    match engine.info(session) {
        Some(info) => call.ret(describe(&engine, &info)),
        None => call.ret_bool(false),
    }
}

/// The array that describes a connection.
pub fn describe(engine: &Engine, info: &ConnectionInfo) -> Array {
    let mut all = Array::with_capacity(32);
    let mut set = |name: &str, value: Value| all.set(name.as_bytes(), value);
    if let Some(uid) = info.uid {
        set("uid", Value::long(uid));
    }
    if engine.port_config(info.port).protocol == crate::engine::config::Protocol::WebSocket {
        set("websocket_status", Value::long(info.websocket as i64));
    }
    let (port, sock_type) = match engine.port_address(info.port) {
        Address::Ip(ip) => (i64::from(ip.port()), if ip.is_ipv4() { 1 } else { 3 }),
        Address::Unix(_) => (0, 5),
    };
    set("server_port", Value::long(port));
    set("server_fd", Value::long(i64::from(info.server_fd)));
    set("socket_fd", Value::long(i64::from(info.socket_fd)));
    set("socket_type", Value::long(sock_type));
    set(
        "remote_port",
        Value::long(info.peer.map_or(0, |peer| i64::from(peer.port()))),
    );
    let ip = info
        .peer
        .map_or(String::new(), |peer| peer.ip().to_string());
    set("remote_ip", ZStr::new(ip.as_bytes()).into());
    set("reactor_id", Value::long(info.reactor as i64));
    set("connect_time", Value::long(info.times.connected as i64));
    set("last_time", Value::long(info.times.received as i64));
    set("last_recv_time", Value::double(info.times.received));
    set("last_send_time", Value::double(info.times.sent));
    set("last_dispatch_time", Value::double(info.times.dispatched));
    set("close_errno", Value::long(0));
    set(
        "recv_queued_bytes",
        Value::long(info.received_pending as i64),
    );
    set("send_queued_bytes", Value::long(info.send_pending as i64));
    all
}

/// `Swoole\Server::getClientList`
pub fn get_client_list(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 2)?;
    let start = call.long_or(0, 0)?;
    let count = call.long_or(1, 10)?;
    let Some(engine) = running(call)? else {
        return call.ret_bool(false);
    };
    if count > MAX_LIST {
        last_error::fatal(&format!("swoole connection list max_find_count={MAX_LIST}"));
        return call.ret_bool(false);
    }
    if start < 0 || start > 0 && !engine.is_open(start) {
        return call.ret_bool(false);
    }
    let mut list = Array::new();
    let mut session = start;
    while (list.len() as i64) < count {
        let Some(next) = engine.next_session(session, None) else {
            break;
        };
        list.push(Value::long(next));
        session = next;
    }
    // Swoole says false when there is nothing after the given one.
    if list.is_empty() && count > 0 {
        call.ret_bool(false)
    } else {
        call.ret(list)
    }
}
