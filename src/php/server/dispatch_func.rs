//! The setting `dispatch_func`: PHP code that says which worker gets an event. It runs in the master, outside of
//! coroutines.

use std::cell::Cell;
use std::rc::Rc;

use super::prepared::Prepared;
use crate::engine::cluster::dispatch::{Choice, Chooser, Matter};
use crate::engine::log::{self, Level};
use crate::engine::session::SessionId;
use crate::php::company::Program;
use crate::php::runtime::{self, Policy};
use crate::php::zend::{Callback, Obj, Value};

/// Bytes of what was received that the callback is given at most, as in Swoole.
const MOST_DATA: usize = 8152;

/// `SWOOLE_DISPATCH_RESULT_DISCARD_PACKET`
const DISCARD: i64 = -1;
/// `SWOOLE_DISPATCH_RESULT_CLOSE_CONNECTION`
const CLOSE: i64 = -2;
/// `SWOOLE_DISPATCH_RESULT_USERFUNC_FALLBACK`
const FALL_BACK: i64 = -3;

/// The callback and what it is called with.
pub struct DispatchFunc {
    this: Obj,
    callback: Rc<Callback>,
    workers: usize,
    program: Rc<Program>,
    retired: Cell<bool>,
}

/// What an event is, by Swoole's number.
fn number_of(matter: Matter) -> i64 {
    match matter {
        Matter::Data => 0,
        Matter::Closed => 4,
        Matter::Connected => 5,
        Matter::Full => 13,
        Matter::Drained => 14,
    }
}

/// The first bytes of `parts`.
fn beginning(parts: &[&[u8]]) -> Value {
    match parts {
        [only, rest @ ..] if rest.iter().all(|part| part.is_empty()) => {
            Value::bytes(&only[..only.len().min(MOST_DATA)])
        }
        _ => {
            let mut all = Vec::new();
            for part in parts {
                let room = MOST_DATA - all.len();
                all.extend_from_slice(&part[..part.len().min(room)]);
            }
            Value::bytes(&all)
        }
    }
}

impl DispatchFunc {
    /// Calls `callback`; `program` is told if the process has to end because of it.
    pub fn new(prepared: &Prepared, callback: &Rc<Callback>, program: &Rc<Program>) -> Self {
        Self {
            this: prepared.this.clone(),
            callback: Rc::clone(callback),
            workers: prepared.crew.workers,
            program: Rc::clone(program),
            retired: Cell::new(false),
        }
    }

    /// From now on it is not called any more.
    pub fn retire(&self) {
        self.retired.set(true);
    }

    /// What the callback's answer means.
    fn choice(&self, answer: &Value) -> Choice {
        if !answer.is_numeric() {
            let kind = answer.type_name();
            return distrust(&format!("a number was expected, it has returned {kind}"));
        }
        match answer.to_long() {
            DISCARD => Choice::Nobody,
            CLOSE => Choice::Close,
            FALL_BACK => Choice::Usual,
            number => match usize::try_from(number) {
                Ok(worker) if worker < self.workers => Choice::Worker(worker),
                _ => distrust(&format!("invalid target worker-id[{number}]")),
            },
        }
    }
}

/// Says what is wrong with an answer. The event must not get lost by it.
fn distrust(text: &str) -> Choice {
    log::write(
        Level::Warning,
        format!("dispatch_func: {text}; dispatch_mode decides"),
    );
    Choice::Usual
}

impl Chooser for DispatchFunc {
    fn choose(&self, session: SessionId, matter: Matter, parts: &[&[u8]]) -> Choice {
        if self.retired.get() || self.program.has_failed() {
            return Choice::Usual;
        }
        // An exception shall not stop the server: it would stop it for all clients.
        let policy = runtime::with(|runtime| runtime.policy.replace(Policy::GoOn));
        let (verdict, choice) = runtime::guarded(|| {
            let answer = self.callback.call(&mut [
                self.this.clone().into(),
                Value::long(session),
                Value::long(number_of(matter)),
                beginning(parts),
            ])?;
            Ok(self.choice(&answer))
        });
        runtime::with(|runtime| runtime.policy.set(policy));
        self.program.judge(verdict);
        choice.unwrap_or(Choice::Usual)
    }
}
