//! Which process a command is for.

use super::kind;
use crate::engine::process::board::Kind;
use crate::php::last_error;
use crate::php::server::post::{Duty, Post};

/// A process that a command may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The one that asks.
    Own,
    /// The one with this number among all of the server's.
    Other(usize),
}

/// Why there is no such process: an error code and what to say.
pub type Refusal = (i32, String);

fn unsupported(what: &str) -> Refusal {
    let text = format!("unsupported [{what}]");
    (last_error::OPERATION_NOT_SUPPORT, text)
}

/// The process of a kind with a number, if a command that such `accepted` kinds may run can be run there.
pub fn find(post: &Post, accepted: i64, kind: i64, number: i64) -> Result<Target, Refusal> {
    let board = post.board.as_deref();
    let crew = board.map(|board| board.crew());
    let has_master = board.is_some_and(|board| board.has_master());
    let reactors = board.map_or(0, |board| board.cluster().exchange.reactors());
    let mut kinds = kind;
    let mut kind = kind;
    if has_master && kind == kind::REACTOR_THREAD && usize::try_from(number) == Ok(reactors) {
        (kind, kinds) = (kind::MASTER, kind::MASTER);
    }
    if !has_master && (kind == kind::MASTER || kind == kind::EVENT_WORKER && number == 0) {
        // They are one process.
        (kind, kinds) = (kind::MASTER, kind::MASTER | kind::EVENT_WORKER);
    }
    if kinds & accepted == 0 {
        return Err(unsupported("process_type"));
    }
    let within = |count: usize, what: &str| {
        usize::try_from(number)
            .ok()
            .filter(|&number| number < count)
            .ok_or_else(|| {
                let text = format!("invalid {what}[{number}]");
                (last_error::INVALID_PARAMS, text)
            })
    };
    let wanted = match (kind, crew) {
        (kind::MASTER, None) => return Ok(Target::Own),
        (kind::MASTER, Some(crew)) if has_master => crew.len(),
        (kind::MASTER, Some(_)) => 0,
        (kind::MANAGER, Some(crew)) => crew.len() + 1,
        (kind::EVENT_WORKER, crew) => within(crew.map_or(1, |crew| crew.workers), "worker_id")?,
        (kind::TASK_WORKER, crew) => {
            let [workers, task_workers] =
                crew.map_or([1, 0], |crew| [crew.workers, crew.task_workers]);
            workers + within(task_workers, "task_worker_id")?
        }
        _ => return Err(unsupported("process_type")),
    };
    let own = match (post.duty, crew) {
        (Duty::Everything, _) => Some(0),
        (Duty::Crew(number), _) => Some(number),
        (Duty::Master, Some(crew)) => Some(crew.len()),
        (Duty::Manager, Some(crew)) => Some(crew.len() + 1),
        (Duty::Master | Duty::Manager, None) => None,
    };
    Ok(if own == Some(wanted) {
        Target::Own
    } else {
        Target::Other(wanted)
    })
}

/// Whether the process takes notes in a loop. Others have to wait for them without one.
pub fn takes_notes(post: &Post) -> bool {
    match (post.duty, &post.board) {
        (Duty::Crew(number), Some(board)) => board.crew().kind(number) != Kind::UserWorker,
        _ => true,
    }
}

/// The id of the process that has a number; 0 if there is none at the moment.
pub fn process_id(post: &Post, number: usize) -> u32 {
    let Some(board) = &post.board else {
        return 0;
    };
    let crew = board.crew();
    if number < crew.len() {
        board.pid(number).unwrap_or(0)
    } else if number == crew.len() {
        board.master()
    } else {
        board.manager()
    }
}
