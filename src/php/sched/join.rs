//! Waiting for coroutines to end.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::coroutine::Coroutine;
use super::wait::{Ticket, Woken, ticket, wait};
use crate::php::zend::PhpResult;

/// Somebody who waits until several coroutines have ended.
#[derive(Clone)]
pub(super) struct Joiner {
    ticket: Ticket,
    left: Rc<Cell<usize>>,
}

/// Suspends the running coroutine until all of `others` have ended.
pub fn join(others: &[&'static Coroutine], timeout: Option<Duration>) -> PhpResult<Woken> {
    let joiner = Joiner {
        ticket: ticket()?,
        left: Rc::new(Cell::new(others.len())),
    };
    for other in others {
        other.joiners.borrow_mut().push(joiner.clone());
    }
    let woken = wait(timeout);
    if woken != Ok(Woken::Ready) {
        for other in others {
            let is_own = |known: &Joiner| known.ticket == joiner.ticket;
            other.joiners.borrow_mut().retain(|known| !is_own(known));
        }
    }
    woken
}

/// Tells those who wait for it that a coroutine has ended.
#[inline]
pub(super) fn tell(coroutine: &'static Coroutine) {
    if coroutine.joiners.borrow().is_empty() {
        return;
    }
    for joiner in coroutine.joiners.take() {
        let left = joiner.left.get() - 1;
        joiner.left.set(left);
        if left == 0 {
            // By the loop, as in Swoole: first goes on who has woken the one that ends.
            super::wait::wake_soon(joiner.ticket);
        }
    }
}
