//! `Response::create()`: a response for a session whose own response was detached.

use std::rc::Rc;

use super::{detached, make};
use crate::php::classes::{REQUEST, SERVER};
use crate::php::last_error;
use crate::php::memory::Engine;
use crate::php::server::{current_engine, engine_of};
use crate::php::zend::{Array, Call, Obj, PhpResult, Value};

/// `create($fd)`, `create($server, $fd)` or `create([$server, $request], $fd)`
pub fn create(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let first = call.arg(0).cloned().unwrap_or(Value::NULL);
    let fd = call.long_or(1, -1)?;
    let target = if let Some(server) = first.as_object() {
        of_server(&server, fd)
    } else if let Some(pair) = first.as_array() {
        of_pair(&pair, fd)
    } else {
        of_current(first.to_long())
    };
    match target {
        Some((engine, session)) => call.ret(make(detached::link_to(&engine, session))),
        None => call.ret_bool(false),
    }
}

type Target = Option<(Rc<Engine>, i64)>;

fn of_current(session: i64) -> Target {
    let engine = current_engine().or_else(|| detached::engine_of(session));
    if engine.is_none() {
        last_error::fatal("server is not running");
    }
    Some((engine?, session))
}

fn of_server(server: &Obj, session: i64) -> Target {
    if !server.instance_of(SERVER.get()) {
        last_error::fatal("parameter $1 must be instanceof Server or Coroutine\\Socket");
        return None;
    }
    let Some(engine) = engine_of(server) else {
        last_error::fatal("server is not running");
        return None;
    };
    if !engine.is_open(session) {
        let message = format!("parameter $2 ({session}) must be valid connection session_id");
        last_error::fatal(&message);
        return None;
    }
    Some((engine, session))
}

fn of_pair(pair: &Array, fd: i64) -> Target {
    let element = |index: &[u8]| pair.get(index).and_then(Value::as_object);
    let Some(request) = element(b"1").filter(|request| request.instance_of(REQUEST.get())) else {
        last_error::fatal("parameter $1.second must be instanceof Http\\Request");
        return None;
    };
    let Some(server) = element(b"0") else {
        last_error::fatal("parameter $1 must be instanceof Server or Coroutine\\Socket");
        return None;
    };
    let session = if fd < 0 {
        crate::php::http::request::session_of(&request)
    } else {
        fd
    };
    of_server(&server, session)
}
