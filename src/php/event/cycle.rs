//! `Swoole\Event::cycle()`: one function that is called in each turn before the loop waits, and one after all else.

use std::cell::RefCell;
use std::rc::Rc;

use crate::php::runtime::{self, Verdict};
use crate::php::zend::Callback;
use crate::php::zend::thread::OneThread;

type Function = RefCell<Option<Rc<Callback>>>;

// SAFETY: code of PHP's thread only.
static FUNCTIONS: OneThread<[Function; 2]> =
    unsafe { OneThread::new([RefCell::new(None), RefCell::new(None)]) };

/// Sets the function of one place, or none; returns whether there was one.
pub fn set(before: bool, function: Option<Rc<Callback>>) -> bool {
    let old = FUNCTIONS.get()[usize::from(before)].replace(function);
    old.is_some()
}

/// Calls the function of one place.
pub fn run(before: bool) -> Verdict {
    let function = FUNCTIONS.get()[usize::from(before)].borrow().clone();
    match function {
        Some(function) => runtime::call(move || function.run(&mut [])),
        None => Verdict::GoOn,
    }
}

/// Forgets both in a child process. They are its parent's.
pub fn forget_inherited() {
    for function in FUNCTIONS.get() {
        std::mem::forget(function.take());
    }
}

/// Forgets both.
pub fn clear() {
    for function in FUNCTIONS.get() {
        let old = function.take();
        drop(old);
    }
}
