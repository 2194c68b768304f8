//! The settings of tasks.

use crate::php::server::settings::Settings;
use crate::php::zend::sys;
use crate::php::zend::{PhpResult, Thrown, errors};

/// How task workers get their tasks (`task_ipc_mode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queues {
    /// Each has its own.
    Own,
    /// The same; in Swoole that is in a message queue of the system.
    OwnInQueue,
    /// In Swoole one queue for all, so that `task()` cannot name a task worker.
    Common,
}

/// What was set about tasks.
#[derive(Debug, Clone, Copy)]
pub struct TaskTerms {
    /// Whether task workers run their callbacks in coroutines.
    pub coroutines: bool,
    /// Whether `onTask` gets an object.
    pub objects: bool,
    /// How tasks are queued.
    pub queues: Queues,
    /// After how many tasks a task worker is replaced, and how many more at most, by chance.
    pub max_requests: Option<(u64, u64)>,
}

/// Up to so many, `task_max_request` is kept to exactly unless `task_max_request_grace` says otherwise, as in Swoole.
const EXACT: u64 = 10;

impl TaskTerms {
    /// Those in `settings`.
    pub fn of(settings: &Settings<'_>) -> Self {
        let on = |name: &str| settings.bool(name).unwrap_or(false);
        let coroutines = on("task_enable_coroutine");
        Self {
            coroutines,
            objects: coroutines || on("task_use_object") || on("task_object") || on("event_object"),
            queues: queues(settings),
            max_requests: max_requests(settings),
        }
    }
}

fn queues(settings: &Settings<'_>) -> Queues {
    match settings.int("task_ipc_mode") {
        Some(2) => Queues::OwnInQueue,
        Some(3) => Queues::Common,
        _ => Queues::Own,
    }
}

fn max_requests(settings: &Settings<'_>) -> Option<(u64, u64)> {
    let max = u64::try_from(settings.int("task_max_request")?).ok()?;
    let usual = if max > EXACT { max / 2 } else { 0 };
    let grace = settings
        .int("task_max_request_grace")
        .map_or(usual, |grace| u64::try_from(grace).unwrap_or(0));
    (max > 0).then_some((max, grace))
}

/// Refuses settings that exclude each other, as Swoole does: by a fatal error.
pub fn check(settings: &Settings<'_>) -> PhpResult {
    let coroutines = settings.bool("task_enable_coroutine").unwrap_or(false);
    if coroutines && queues(settings) != Queues::Own {
        errors::raise(
            sys::E_ERROR,
            "cannot use msgqueue when `task_enable_coroutine` is enable",
        );
        return Err(Thrown);
    }
    Ok(())
}
