//! `Swoole\Coroutine\Channel`: a bounded queue between coroutines. Who finds it full or empty waits.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::OnceLock;
use std::time::Duration;

use super::timeout;
use crate::engine::log::Level;
use crate::php::sched::{self, Ticket, Woken};
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::sys::{zend_class_entry, zend_object};
use crate::php::zend::{Array, Call, NativeClass, Obj, PhpResult, Value, errors};
use crate::php::{classes, last_error, runtime};

/// `SWOOLE_CHANNEL_OK`
const OK: i64 = 0;
/// `SWOOLE_CHANNEL_TIMEOUT`
const TIMEOUT: i64 = -1;
/// `SWOOLE_CHANNEL_CLOSED`
const CLOSED: i64 = -2;
/// `SWOOLE_CHANNEL_CANCELED`
const CANCELED: i64 = -3;

/// The native part of a channel.
#[derive(Default)]
pub struct Channel {
    capacity: Cell<usize>,
    constructed: Cell<bool>,
    closed: Cell<bool>,
    queue: RefCell<VecDeque<Value>>,
    producers: RefCell<VecDeque<Ticket>>,
    consumers: RefCell<VecDeque<Ticket>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Channel {
    fn new() -> Self {
        Self {
            capacity: Cell::new(1),
            ..Self::default()
        }
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        self.queue.borrow().iter().for_each(visit);
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_CHANNEL.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }

    /// Who waits holds a reference: this finds somebody only when PHP ends and destroys everything.
    fn release(&self, _object: *mut zend_object) {
        for (waiters, who) in [
            (&self.producers, "producers"),
            (&self.consumers, "consumers"),
        ] {
            let count = waiters.borrow().iter().filter(|one| one.is_valid()).count();
            if count > 0 {
                last_error::report(
                    Level::Warning,
                    last_error::CO_HAS_BEEN_DISCARDED,
                    "Channel::~Channel",
                    format!("channel is destroyed, {count} {who} will be discarded"),
                );
            }
        }
    }
}

fn slot(name: &'static str) -> Slot {
    // SAFETY: the class is registered.
    match unsafe { Slot::find(classes::COROUTINE_CHANNEL.get(), name) } {
        Some(slot) => slot,
        None => unreachable!("the stubs declare Channel::${name}"),
    }
}

fn set_error(object: &Obj, code: i64) {
    static ERR_CODE: OnceLock<Slot> = OnceLock::new();
    let slot = *ERR_CODE.get_or_init(|| slot("errCode"));
    object.set_slot(slot, Value::long(code));
}

impl Channel {
    /// The channel that a method is called on. A subclass may have forgotten to construct it: Swoole's fatal error.
    #[inline]
    fn of<'a>(call: &Call<'a>) -> PhpResult<&'a Self> {
        let channel = call.native::<Self>();
        if channel.constructed.get() {
            Ok(channel)
        } else {
            Err(super::unconstructed())
        }
    }

    fn set_up(&self, object: &Obj, capacity: usize) {
        self.capacity.set(capacity);
        self.constructed.set(true);
        object.set_slot(slot("capacity"), Value::long(capacity as i64));
    }

    fn is_full(&self) -> bool {
        self.queue.borrow().len() >= self.capacity.get()
    }

    fn is_empty(&self) -> bool {
        self.queue.borrow().is_empty()
    }

    /// Waits in one of the queues; the error is the code that `errCode` gets.
    #[inline(always)]
    fn wait(
        &self,
        waiters: &RefCell<VecDeque<Ticket>>,
        limit: Option<Duration>,
    ) -> PhpResult<Result<(), i64>> {
        let ticket = sched::ticket()?;
        waiters.borrow_mut().push_back(ticket);
        let woken = sched::wait(limit);
        if woken != Ok(Woken::Ready) {
            waiters.borrow_mut().retain(|other| *other != ticket);
        }
        Ok(match woken? {
            Woken::Ready => Ok(()),
            Woken::TimedOut => Err(TIMEOUT),
            Woken::Canceled | Woken::Ended => Err(CANCELED),
        })
    }

    /// Wakes the one that waits longest.
    #[inline(always)]
    fn wake_one(waiters: &RefCell<VecDeque<Ticket>>) {
        if waiters.borrow().is_empty() {
            return;
        }
        loop {
            let Some(ticket) = waiters.borrow_mut().pop_front() else {
                return;
            };
            if ticket.wake() {
                return;
            }
        }
    }

    /// Wakes those who wait now.
    fn wake_all(waiters: &RefCell<VecDeque<Ticket>>) {
        let all = waiters.take();
        for ticket in all {
            ticket.wake();
            if runtime::is_ending() {
                return;
            }
        }
    }
}

/// `Swoole\Coroutine\Channel::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let capacity = usize::try_from(call.long_or(0, 1)?).unwrap_or(0).max(1);
    call.native::<Channel>().set_up(&call.this(), capacity);
    Ok(())
}

/// `Swoole\Coroutine\Channel::push`
pub fn push(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let limit = timeout(call.double_or(1, -1.0)?);
    let value = call.arg(0).cloned().unwrap_or(Value::NULL);
    let done = put(&call.this(), Channel::of(call)?, value, limit)?;
    call.ret_bool(done)
}

/// Does what `push()` does; what that returns is returned.
#[inline(always)]
pub fn put(
    this: &Obj,
    channel: &Channel,
    value: Value,
    limit: Option<Duration>,
) -> PhpResult<bool> {
    sched::require()?;
    if channel.closed.get() {
        set_error(this, CLOSED);
        return Ok(false);
    }
    set_error(this, OK);
    // Those who wait already come first.
    if channel.is_full() || !channel.producers.borrow().is_empty() {
        if let Err(code) = channel.wait(&channel.producers, limit)? {
            set_error(this, code);
            return Ok(false);
        }
        if channel.closed.get() {
            set_error(this, CLOSED);
            return Ok(false);
        }
    }
    channel.queue.borrow_mut().push_back(value);
    Channel::wake_one(&channel.consumers);
    runtime::go_on()?;
    Ok(true)
}

/// `Swoole\Coroutine\Channel::pop`
pub fn pop(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let limit = timeout(call.double_or(0, -1.0)?);
    let value = take(&call.this(), Channel::of(call)?, limit)?;
    call.ret(value.unwrap_or(Value::bool(false)))
}

/// Does what `pop()` does; `None` if that returns false for want of a value.
#[inline(always)]
pub fn take(this: &Obj, channel: &Channel, limit: Option<Duration>) -> PhpResult<Option<Value>> {
    sched::require()?;
    if channel.closed.get() && channel.is_empty() {
        set_error(this, CLOSED);
        return Ok(None);
    }
    set_error(this, OK);
    let must_wait = channel.is_empty() || !channel.consumers.borrow().is_empty();
    if must_wait && let Err(code) = channel.wait(&channel.consumers, limit)? {
        set_error(this, code);
        return Ok(None);
    }
    let value = channel.queue.borrow_mut().pop_front();
    if value.is_none() {
        set_error(this, CLOSED);
        return Ok(None);
    }
    Channel::wake_one(&channel.producers);
    runtime::go_on()?;
    Ok(value)
}

/// A new channel, as its constructor makes it.
pub fn make(capacity: usize) -> Obj {
    // SAFETY: the class is registered and concrete.
    let object = unsafe { Obj::new(classes::COROUTINE_CHANNEL.get()) };
    if let Some(channel) = object.native::<Channel>() {
        channel.set_up(&object, capacity);
    }
    object
}

/// `Swoole\Coroutine\Channel::close`
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let channel = Channel::of(call)?;
    if channel.closed.replace(true) {
        return call.ret_bool(false);
    }
    set_error(&call.this(), CLOSED);
    Channel::wake_all(&channel.producers);
    Channel::wake_all(&channel.consumers);
    runtime::go_on()?;
    call.ret_bool(true)
}

/// `Swoole\Coroutine\Channel::isEmpty`
pub fn is_empty(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let empty = Channel::of(call)?.is_empty();
    call.ret_bool(empty)
}

/// `Swoole\Coroutine\Channel::isFull`
pub fn is_full(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let full = Channel::of(call)?.is_full();
    call.ret_bool(full)
}

/// `Swoole\Coroutine\Channel::length`
pub fn length(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let length = Channel::of(call)?.queue.borrow().len();
    call.ret(Value::long(length as i64))
}

/// `Swoole\Coroutine\Channel::stats`
pub fn stats(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let channel = Channel::of(call)?;
    let count = |length: usize| Value::long(length as i64);
    let mut all = Array::new();
    all.set(b"consumer_num", count(channel.consumers.borrow().len()));
    all.set(b"producer_num", count(channel.producers.borrow().len()));
    all.set(b"queue_num", count(channel.queue.borrow().len()));
    if errors::pending() {
        return Ok(());
    }
    call.ret(all)
}
