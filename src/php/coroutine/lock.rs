//! `Swoole\Coroutine\Lock`: whoever finds it taken waits, and the process does not.
//!
//! Inside one process a released lock wakes the one that waits longest, in the loop's next turn; whoever comes first
//! takes it. A lock that forked processes share lies in memory that they share, and is asked for again and again: one
//! process cannot wake a coroutine of another.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::unconstructed;
use crate::engine::log::Level;
use crate::engine::shared::SharedWord;
use crate::php::sched::{self, Coroutine, Ticket, Woken};
use crate::php::zend::object::{HandlersCell, Slot};
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Call, NativeClass, PhpResult, Value, errors};
use crate::php::{classes, last_error};

/// `LOCK_NB`
const DO_NOT_WAIT: i64 = 4;
/// Between two attempts at a shared lock: doubled each time, from the least on.
const LEAST_PAUSE: Duration = Duration::from_millis(1);
const MOST_PAUSE: Duration = Duration::from_millis(100);

/// The native part of a lock.
#[derive(Default)]
pub struct Lock {
    word: RefCell<Option<Word>>,
    /// The coroutine that holds it, while this process does.
    holder: Cell<i64>,
    waiters: RefCell<VecDeque<Ticket>>,
}

/// 0 while nobody holds the lock, else 1.
enum Word {
    Own(AtomicU32),
    Shared(SharedWord),
}

impl Word {
    fn get(&self) -> &AtomicU32 {
        match self {
            Self::Own(word) => word,
            Self::Shared(word) => word.get(),
        }
    }
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Lock {
    fn new() -> Self {
        Self::default()
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_LOCK.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

impl Lock {
    /// Whether the lock was free, and is ours now.
    fn try_take(&self, own: &Coroutine) -> bool {
        let taken = self.word.borrow().as_ref().is_some_and(|word| {
            let (free, held) = (0, 1);
            word.get()
                .compare_exchange(free, held, Ordering::Acquire, Ordering::Relaxed)
                .is_ok()
        });
        if taken {
            self.holder.set(own.cid());
        }
        taken
    }

    fn release(&self) {
        let was_held = self
            .word
            .borrow()
            .as_ref()
            .is_some_and(|word| word.get().swap(0, Ordering::Release) != 0);
        if was_held {
            self.holder.set(0);
            // Not now: who releases a lock goes on, and may take it again.
            if let Some(next) = self.waiters.borrow().front() {
                sched::wake_soon(*next);
            }
        }
    }

    fn is_shared(&self) -> bool {
        matches!(*self.word.borrow(), Some(Word::Shared(_)))
    }

    /// Waits until the lock is ours; the error is the code that `errCode` gets.
    fn take(&self, own: &Coroutine) -> PhpResult<Result<(), i32>> {
        let mut pause = LEAST_PAUSE;
        let mut again = false;
        while !self.try_take(own) {
            let woken = if self.is_shared() {
                let woken = sched::wait(Some(pause))?;
                pause = if pause >= MOST_PAUSE {
                    LEAST_PAUSE
                } else {
                    pause * 2
                };
                woken
            } else {
                self.wait_for_release(again)?
            };
            again = true;
            if woken == Woken::Canceled {
                return Ok(Err(last_error::CO_CANCELED));
            }
        }
        Ok(Ok(()))
    }

    /// Waits in the queue; `again` if its turn came and somebody else was quicker.
    fn wait_for_release(&self, again: bool) -> PhpResult<Woken> {
        let ticket = sched::ticket()?;
        if again {
            self.waiters.borrow_mut().push_front(ticket);
        } else {
            self.waiters.borrow_mut().push_back(ticket);
        }
        let woken = sched::wait(None);
        self.waiters.borrow_mut().retain(|other| *other != ticket);
        if woken != Ok(Woken::Ready) && self.holder.get() == 0 {
            // The release that meant this coroutine is the next one's.
            if let Some(next) = self.waiters.borrow().front() {
                sched::wake_soon(*next);
            }
        }
        woken
    }
}

fn err_code() -> Slot {
    static ERR_CODE: OnceLock<Slot> = OnceLock::new();
    *ERR_CODE.get_or_init(|| {
        // SAFETY: the class is registered.
        match unsafe { Slot::find(classes::COROUTINE_LOCK.get(), "errCode") } {
            Some(slot) => slot,
            None => unreachable!("the stubs declare Lock::$errCode"),
        }
    })
}

/// `Swoole\Coroutine\Lock::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let shared = call.bool_or(0, false)?;
    let lock = call.native::<Lock>();
    if lock.word.borrow().is_some() {
        let class = call.this().class_name();
        return Err(errors::throw_error(&format!(
            "Constructor of {class} can only be called once"
        )));
    }
    let word = if shared {
        let made = SharedWord::new()
            .map_err(|error| errors::throw(classes::EXCEPTION.get(), &error.to_string(), 0))?;
        Word::Shared(made)
    } else {
        Word::Own(AtomicU32::new(0))
    };
    *lock.word.borrow_mut() = Some(word);
    Ok(())
}

/// The running coroutine, and the lock; without a coroutine a warning is logged.
fn checked<'a>(call: &Call<'a>) -> PhpResult<Result<(&'a Lock, &'static Coroutine), i32>> {
    let lock = call.native::<Lock>();
    if lock.word.borrow().is_none() {
        return Err(unconstructed());
    }
    Ok(match sched::current() {
        Some(own) => Ok((lock, own)),
        None => {
            let code = last_error::CO_OUT_OF_COROUTINE;
            last_error::report(
                Level::Warning,
                code,
                &call.name(),
                "The coroutine lock can only be used in a coroutine environment",
            );
            Err(code)
        }
    })
}

/// Returns whether it worked; if not, `errCode` tells why.
fn answer(call: &mut Call<'_>, result: Result<(), i32>) -> PhpResult {
    if let Err(code) = result {
        call.this().set_slot(err_code(), Value::long(code.into()));
    }
    call.ret_bool(result.is_ok())
}

/// `Swoole\Coroutine\Lock::lock`
pub fn lock(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let operation = call.long_or(0, libc::LOCK_EX.into())?;
    let result = match checked(call)? {
        Err(code) => Err(code),
        Ok((lock, own)) if lock.holder.get() == own.cid() => Ok(()),
        Ok((lock, own)) if operation & DO_NOT_WAIT != 0 => {
            if lock.try_take(own) {
                Ok(())
            } else {
                Err(libc::EBUSY)
            }
        }
        Ok((lock, own)) => lock.take(own)?,
    };
    answer(call, result)
}

/// `Swoole\Coroutine\Lock::unlock`
pub fn unlock(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let result = checked(call)?.map(|(lock, _)| lock.release());
    answer(call, result)
}
