//! `Swoole\Coroutine\WaitGroup`: one coroutine waits until others have said that they are ready.
//!
//! The properties are those of Swoole's class, which is written in PHP: subclasses read and change them.

use std::sync::OnceLock;

use super::{channel, timeout};
use crate::php::classes;
use crate::php::zend::object::Slot;
use crate::php::zend::sys::{self, zend_class_entry};
use crate::php::zend::{Call, Obj, PhpResult, Thrown, Value, errors};

struct Slots {
    chan: Slot,
    count: Slot,
    waiting: Slot,
}

fn slots() -> &'static Slots {
    static SLOTS: OnceLock<Slots> = OnceLock::new();
    // SAFETY: the class is registered.
    let find = |name: &str| match unsafe { Slot::find(classes::COROUTINE_WAIT_GROUP.get(), name) } {
        Some(slot) => slot,
        None => unreachable!("the stubs declare WaitGroup::${name}"),
    };
    SLOTS.get_or_init(|| Slots {
        chan: find("chan"),
        count: find("count"),
        waiting: find("waiting"),
    })
}

/// A group, as the methods see it.
struct Group(Obj);

impl Group {
    fn count(&self) -> i64 {
        self.0.slot(slots().count).to_long()
    }

    fn set_count(&self, count: i64) {
        self.0.set_slot(slots().count, Value::long(count));
    }

    fn is_waiting(&self) -> bool {
        self.0.slot(slots().waiting).truthy()
    }

    fn set_waiting(&self, waiting: bool) {
        self.0.set_slot(slots().waiting, Value::bool(waiting));
    }

    /// Where the one who waits does. A subclass whose constructor does not call ours has none.
    fn channel(&self) -> PhpResult<Obj> {
        self.0.slot(slots().chan).as_object().ok_or_else(|| {
            errors::throw_error(
                "Typed property Swoole\\Coroutine\\WaitGroup::$chan must not be accessed before initialization",
            )
        })
    }
}

/// Throws one of the exceptions of SPL.
fn misuse(class: *mut zend_class_entry, what: &str) -> Thrown {
    errors::throw(class, &format!("WaitGroup misuse: {what}"), 0)
}

fn bad_call(what: &str) -> Thrown {
    // SAFETY: SPL is always there, and its classes are registered before ours.
    misuse(unsafe { sys::spl_ce_BadMethodCallException }, what)
}

/// `Swoole\Coroutine\WaitGroup::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    let delta = call.long_or(0, 0)?;
    let group = Group(call.this());
    group.0.set_slot(slots().chan, channel::make(1));
    if delta > 0 {
        change(&group, delta)
    } else {
        Ok(())
    }
}

/// `Swoole\Coroutine\WaitGroup::add`
pub fn add(call: &mut Call<'_>) -> PhpResult {
    let delta = call.long_or(0, 1)?;
    change(&Group(call.this()), delta)
}

fn change(group: &Group, delta: i64) -> PhpResult {
    if group.is_waiting() {
        return Err(bad_call("add called concurrently with wait"));
    }
    match group.count().saturating_add(delta) {
        count @ 0.. => {
            group.set_count(count);
            Ok(())
        }
        // SAFETY: as in `bad_call`.
        _ => Err(misuse(
            unsafe { sys::spl_ce_InvalidArgumentException },
            "negative counter",
        )),
    }
}

/// `Swoole\Coroutine\WaitGroup::done`
pub fn done(call: &mut Call<'_>) -> PhpResult {
    let group = Group(call.this());
    let count = group.count() - 1;
    if count < 0 {
        return Err(bad_call("negative counter"));
    }
    group.set_count(count);
    if count > 0 || !group.is_waiting() {
        return Ok(());
    }
    let chan = group.channel()?;
    if let Some(native) = chan.native() {
        channel::put(&chan, native, Value::bool(true), None)?;
    }
    Ok(())
}

/// `Swoole\Coroutine\WaitGroup::wait`
pub fn wait(call: &mut Call<'_>) -> PhpResult {
    let limit = timeout(call.double_or(0, -1.0)?);
    let group = Group(call.this());
    if group.is_waiting() {
        return Err(bad_call("reused before previous wait has returned"));
    }
    if group.count() <= 0 {
        return call.ret_bool(true);
    }
    let chan = group.channel()?;
    let Some(native) = chan.native() else {
        return call.ret_bool(true);
    };
    group.set_waiting(true);
    let done = channel::take(&chan, native, limit);
    group.set_waiting(false);
    call.ret_bool(done?.is_some_and(|value| value.truthy()))
}

/// `Swoole\Coroutine\WaitGroup::count`
pub fn count(call: &mut Call<'_>) -> PhpResult {
    let count = Group(call.this()).count();
    call.ret(Value::long(count))
}
