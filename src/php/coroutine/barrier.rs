//! `Swoole\Coroutine\Barrier`: an object whose end, with the last reference to it, wakes the coroutine that waits.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::OnceLock;

use super::timeout;
use crate::php::sched::{self, Ticket};
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Call, NativeClass, Obj, PhpResult, Value, errors};
use crate::php::{classes, runtime};

/// The native part of a barrier. Who waits shares the state, since the object goes meanwhile.
#[derive(Default)]
pub struct Barrier {
    state: Rc<State>,
}

#[derive(Default)]
struct State {
    /// Whether nobody refers to the object any more.
    gone: Cell<bool>,
    waiter: Cell<Option<Ticket>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Barrier {
    fn new() -> Self {
        Self::default()
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_BARRIER.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

/// The id of the coroutine that waits; -1 if none does.
fn cid() -> Slot {
    static CID: OnceLock<Slot> = OnceLock::new();
    // SAFETY: the class is registered.
    *CID.get_or_init(
        || match unsafe { Slot::find(classes::COROUTINE_BARRIER.get(), "cid") } {
            Some(slot) => slot,
            None => unreachable!("the stubs declare Barrier::$cid"),
        },
    )
}

/// `Swoole\Coroutine\Barrier::make`
pub fn make(call: &mut Call<'_>) -> PhpResult {
    // SAFETY: the class is registered and concrete.
    let barrier = unsafe { Obj::new(classes::COROUTINE_BARRIER.get()) };
    call.ret(barrier)
}

/// `Swoole\Coroutine\Barrier::wait`
pub fn wait(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, u32::MAX)?;
    let limit = timeout(call.double_or(1, -1.0)?);
    let barrier = call.arg(0).and_then(Value::as_object);
    let Some((object, state)) = barrier.and_then(|object| {
        let state = object.native::<Barrier>().map(|own| Rc::clone(&own.state));
        Some((object, state?))
    }) else {
        let given = call.arg(0).map_or("null", Value::type_name);
        let expected = format!("must be of type Swoole\\Coroutine\\Barrier, {given} given");
        return Err(call.type_error_text(0, &expected));
    };
    if object.slot(cid()).to_long() != -1 {
        return Err(errors::throw(
            classes::EXCEPTION.get(),
            "The barrier is waiting, cannot wait again.",
            0,
        ));
    }
    object.set_slot(cid(), Value::long(sched::current_cid()));
    // Ours goes first, so that the one in the variable may be the last, whose end runs the destructor.
    drop(object);
    call.assign(0, Value::NULL);
    if errors::pending() {
        return Ok(());
    }
    if state.gone.get() {
        return runtime::go_on();
    }
    state.waiter.set(Some(sched::ticket()?));
    let woken = sched::wait(limit);
    state.waiter.set(None);
    woken.map(drop)
}

/// `Swoole\Coroutine\Barrier::__destruct`
pub fn destruct(call: &mut Call<'_>) -> PhpResult {
    let state = &call.native::<Barrier>().state;
    state.gone.set(true);
    if let Some(waiter) = state.waiter.take() {
        waiter.wake();
        runtime::go_on()?;
    }
    Ok(())
}
