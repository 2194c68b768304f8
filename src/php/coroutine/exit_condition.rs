//! The option `exit_condition`: a function that is asked before the loop ends because nothing is left to wait for.

use std::time::Duration;

use super::options;
use crate::php::runtime::{self, Verdict};
use crate::php::zend::Callback;

/// How long the loop waits, if there is nothing to wait for and it may not end, until it asks again.
pub const PAUSE: Duration = Duration::from_millis(50);

/// What the function says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The loop ends; there may be no such function.
    End,
    /// It goes on.
    GoOn,
    /// An exception: the process ends.
    Threw,
}

/// Asks the function, if there is one: only `false` lets the loop go on.
pub fn ask() -> Answer {
    let Some(function) = options::get("exit_condition").filter(|value| !value.is_null()) else {
        return Answer::End;
    };
    // It was looked at when it was set, but what a name stands for may have changed.
    let Ok(function) = Callback::new(&function) else {
        return Answer::End;
    };
    let (verdict, value) = runtime::guarded(|| function.call(&mut []));
    match value {
        Some(value) if value.as_bool() == Some(false) => Answer::GoOn,
        Some(_) => Answer::End,
        None if verdict == Verdict::End => Answer::Threw,
        None => Answer::End,
    }
}
