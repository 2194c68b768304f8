//! `Swoole\Connection\Iterator`: the open sessions of a server or of one of its ports.

use std::cell::Cell;

use crate::php::classes;
use crate::php::server::connections_info;
use crate::php::server::{port_number, reachable_engine};
use crate::php::zend::object::HandlersCell;
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Call, NativeClass, Obj, PhpResult, Value, errors};

/// One cursor over the open sessions. Sessions that come and go meanwhile do no harm: the cursor is a session id.
pub struct Iterator {
    /// The object handle of the port that it is about; `None` for the whole server.
    port: Cell<Option<u32>>,
    current: Cell<i64>,
    index: Cell<i64>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Iterator {
    fn new() -> Self {
        Self {
            port: Cell::new(None),
            current: Cell::new(0),
            index: Cell::new(0),
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::CONNECTION_ITERATOR.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

/// An iterator over the sessions of the port object with this handle, or of the whole server.
pub fn make(port: Option<u32>) -> Obj {
    // SAFETY: the class is registered and concrete.
    let object = unsafe { Obj::new(classes::CONNECTION_ITERATOR.get()) };
    if let Some(iterator) = object.native::<Iterator>() {
        iterator.port.set(port);
    }
    object
}

impl Iterator {
    fn next_after(&self, session: i64) -> Option<i64> {
        let engine = reachable_engine()?;
        let port = match self.port.get() {
            None => None,
            Some(handle) => Some(port_number(handle)?),
        };
        engine.next_session(session, port)
    }

    fn advance(&self, after: i64) {
        self.current.set(self.next_after(after).unwrap_or(0));
    }
}

/// `Swoole\Connection\Iterator::__construct`
pub fn construct(_call: &mut Call<'_>) -> PhpResult {
    Err(errors::throw_error(
        "please use the Swoole\\Server->connections",
    ))
}

/// `Swoole\Connection\Iterator::__destruct`
pub fn destruct(_call: &mut Call<'_>) -> PhpResult {
    Ok(())
}

/// `Swoole\Connection\Iterator::rewind`
pub fn rewind(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let iterator = call.native::<Iterator>();
    iterator.index.set(1);
    iterator.advance(0);
    Ok(())
}

/// `Swoole\Connection\Iterator::next`
pub fn next(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let iterator = call.native::<Iterator>();
    iterator.index.set(iterator.index.get() + 1);
    iterator.advance(iterator.current.get());
    Ok(())
}

/// `Swoole\Connection\Iterator::current`
pub fn current(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let session = call.native::<Iterator>().current.get();
    call.ret(Value::long(session))
}

/// `Swoole\Connection\Iterator::key`
pub fn key(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let index = call.native::<Iterator>().index.get();
    call.ret(Value::long(index))
}

/// `Swoole\Connection\Iterator::valid`
pub fn valid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let iterator = call.native::<Iterator>();
    // The session may have ended since the cursor moved to it.
    let session = iterator.current.get();
    if session > 0 && !reachable_engine().is_some_and(|engine| engine.is_open(session)) {
        iterator.advance(session);
    }
    let valid = iterator.current.get() > 0;
    call.ret_bool(valid)
}

/// `Swoole\Connection\Iterator::count`
pub fn count(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let iterator = call.native::<Iterator>();
    let count = match iterator.port.get() {
        None => reachable_engine().map_or(0, |engine| engine.session_count()),
        Some(_) => {
            let mut session = 0;
            std::iter::from_fn(|| {
                session = iterator.next_after(session)?;
                Some(session)
            })
            .count()
        }
    };
    call.ret(Value::long(count as i64))
}

/// `Swoole\Connection\Iterator::offsetExists`
pub fn offset_exists(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let session = call.arg(0).map_or(0, Value::to_long);
    call.ret_bool(reachable_engine().is_some_and(|engine| engine.is_open(session)))
}

/// `Swoole\Connection\Iterator::offsetGet`
pub fn offset_get(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let session = call.arg(0).map_or(0, Value::to_long);
    match connections_info(session) {
        Some(info) => call.ret(info),
        None => call.ret_bool(false),
    }
}

/// `Swoole\Connection\Iterator::offsetSet`: connections are not made this way.
pub fn offset_set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)
}

/// `Swoole\Connection\Iterator::offsetUnset`: use `close()`.
pub fn offset_unset(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)
}
