//! Methods of `Swoole\Server` about its processes: who they are, what they have done, how they end.

use super::post::{self, Duty, Post};
use super::{driver, native, start, tasks};
use crate::engine::log::Level;
use crate::engine::process::board::{Crew, Kind, Request, State};
use crate::php::zend::{Array, Call, PhpResult, Value};
use crate::php::{last_error, sched};

/// What this process is to the called server. While that is not running, warns and returns `None`: the method returns
/// false.
pub(super) fn running(call: &Call<'_>) -> PhpResult<Option<Post>> {
    let post = present(call)?;
    if post.is_none() {
        last_error::fatal("server is not running");
    }
    Ok(post)
}

/// The same without a warning.
fn present(call: &Call<'_>) -> PhpResult<Option<Post>> {
    let is_running = native(call)?.phase.get() == super::Phase::Running;
    Ok(post::get().filter(|_| is_running))
}

/// `Swoole\Server::shutdown`
pub fn shutdown(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let Some(post) = present(call)? else {
        last_error::set(last_error::WRONG_OPERATION);
        return call.ret_bool(false);
    };
    match post.board {
        None => {
            driver::request_end();
        }
        Some(board) if !board.has_master() => {
            board.ask_manager(Request::Shutdown);
        }
        Some(board) => board.ask_master(Request::Shutdown),
    }
    call.ret_bool(true)
}

/// `Swoole\Server::stop`: with a single process, stopping the worker stops the server.
pub fn stop(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 2)?;
    let number = call.long_or(0, -1)?;
    call.bool_or(1, false)?;
    let Some(post) = running(call)? else {
        return call.ret_bool(false);
    };
    let own = match post.duty {
        Duty::Everything => Some(0),
        Duty::Crew(number) => Some(number),
        Duty::Master | Duty::Manager => None,
    };
    let number = match usize::try_from(number) {
        Ok(number) => Some(number),
        Err(_) => own,
    };
    let Some(number) = number else {
        last_error::report(
            Level::Warning,
            last_error::WRONG_OPERATION,
            "Server::kill_worker",
            "kill worker in non worker process requires specifying an id",
        );
        return call.ret_bool(false);
    };
    let done = if Some(number) == own {
        driver::request_end()
    } else {
        post.board.is_some_and(|board| board.ask_to_stop(number))
    };
    if !done {
        last_error::report(
            Level::Warning,
            last_error::INVALID_PARAMS,
            "Server::kill_worker",
            format!("the worker_id[{number}] is invalid"),
        );
    }
    call.ret_bool(done)
}

/// `Swoole\Server::reload`
pub fn reload(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let only_task_workers = call.bool_or(0, false)?;
    let Some(post) = running(call)? else {
        return call.ret_bool(false);
    };
    let Some(board) = post.board else {
        refuse_reload();
        return call.ret_bool(false);
    };
    board.ask_manager(if only_task_workers {
        Request::ReloadTaskWorkers
    } else {
        Request::Reload
    });
    call.ret_bool(true)
}

/// Says that a single process has no workers to replace.
pub fn refuse_reload() {
    last_error::report(
        Level::Warning,
        last_error::OPERATION_NOT_SUPPORT,
        "Server::reload",
        "not supported with single process mode",
    );
}

/// `Swoole\Server::stats`
pub fn stats(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if running(call)?.is_none() {
        return call.ret_bool(false);
    }
    let mut all = Array::with_capacity(32);
    for (name, number) in numbers() {
        all.set(name.as_bytes(), Value::long(number));
    }
    call.ret(all)
}

/// What the server has counted, all processes together, and this one by itself.
pub fn numbers() -> Vec<(&'static str, i64)> {
    if let Some(driver) = driver::installed() {
        driver.show();
    }
    let engine = super::current_engine();
    let post = post::get();
    let serves = post
        .as_ref()
        .is_some_and(|post| matches!(post.duty, Duty::Everything | Duty::Crew(_)));
    let own = engine
        .as_ref()
        .filter(|_| serves)
        .map(|engine| engine.stats());
    let board = post.and_then(|post| post.board);
    let alone = Crew {
        workers: 1,
        ..Crew::default()
    };
    let under_way = engine
        .as_ref()
        .map_or(0, |engine| engine.all_requests_under_way());
    let own_under_way = engine
        .as_ref()
        .map_or(0, |engine| engine.requests_under_way());
    let (all, open, last, crew, idle) = match &board {
        Some(board) => {
            let (all, open) = board.totals();
            let idle = board.idle(Kind::Worker);
            (
                all,
                open,
                board.cluster().sessions.last(),
                board.crew(),
                idle,
            )
        }
        // The one worker is the one that asks.
        None => {
            let open = engine.as_ref().map_or(0, |engine| engine.session_count());
            let last = engine.as_ref().map_or(0, |engine| engine.last_session());
            (own.unwrap_or_default(), open as u64, last, alone, 0)
        }
    };
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let size = |n: usize| count(n as u64);
    let first = engine.and_then(|engine| engine.next_session(0, None));
    let (coroutines, most_coroutines, _) = sched::counts();
    let mut numbers = vec![
        ("start_time", start::started_at()),
        ("connection_num", count(open)),
        ("abort_count", count(all.aborted)),
        ("accept_count", count(all.accepted)),
        ("close_count", count(all.closed)),
        ("worker_num", size(crew.workers)),
        ("task_worker_num", size(crew.task_workers)),
        ("user_worker_num", size(crew.user_workers)),
        ("idle_worker_num", size(idle)),
        ("dispatch_count", count(all.requests)),
        ("request_count", count(all.requests)),
        ("response_count", count(all.responses)),
        ("total_recv_bytes", count(all.bytes_in)),
        ("total_send_bytes", count(all.bytes_out)),
        ("pipe_packet_msg_id", 1),
        ("concurrency", count(under_way)),
        ("session_round", last),
        ("min_fd", first.unwrap_or(0)),
        ("max_fd", last),
    ];
    if let Some(own) = own {
        numbers.extend([
            ("worker_request_count", count(own.requests)),
            ("worker_response_count", count(own.responses)),
            ("worker_dispatch_count", count(own.requests)),
            ("worker_concurrency", i64::from(own_under_way)),
        ]);
    }
    if let Some(board) = &board {
        let of_tasks = tasks::numbers(board);
        numbers.extend(of_tasks.into_iter().map(|(name, n)| (name, size(n))));
    }
    numbers.extend([
        ("coroutine_num", size(coroutines)),
        ("coroutine_peek_num", size(most_coroutines)),
    ]);
    numbers
}

/// `Swoole\Server::getWorkerId`
pub fn get_worker_id(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let Some(post) = present(call)? else {
        return call.ret_bool(false);
    };
    let kind = |number| post.board.as_ref().map(|board| board.crew().kind(number));
    match post.duty {
        Duty::Everything => call.ret(Value::long(0)),
        Duty::Crew(number) if kind(number) != Some(Kind::UserWorker) => {
            call.ret(Value::long(number as i64))
        }
        Duty::Crew(_) | Duty::Master | Duty::Manager => call.ret_bool(false),
    }
}

/// Which process a method is about: the one with the number given, or the one that asks, as in Swoole the first one if
/// that has no number.
fn asked_for(post: &Post, number: i64) -> usize {
    match (usize::try_from(number), post.duty) {
        (Ok(number), _) => number,
        (Err(_), Duty::Crew(own)) => own,
        (Err(_), _) => 0,
    }
}

/// `Swoole\Server::getWorkerPid`
pub fn get_worker_pid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let number = call.long_or(0, -1)?;
    let Some(post) = present(call)? else {
        return call.ret_bool(false);
    };
    let number = asked_for(&post, number);
    let pid = match &post.board {
        Some(board) => board.pid(number),
        None => (number == 0).then(std::process::id),
    };
    match pid {
        Some(pid) => call.ret(Value::long(pid.into())),
        None => call.ret_bool(false),
    }
}

/// `Swoole\Server::getWorkerStatus`: the worker that asks is busy while it does.
pub fn get_worker_status(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let number = call.long_or(0, -1)?;
    let Some(post) = running(call)? else {
        return call.ret_bool(false);
    };
    let number = asked_for(&post, number);
    let state = match &post.board {
        Some(board) => board.state(number),
        None => (number == 0).then_some(State::Busy),
    };
    match state {
        Some(state) => call.ret(Value::long(state as i64)),
        None => call.ret_bool(false),
    }
}

/// `Swoole\Server::getManagerPid`: 0 where there is no manager.
pub fn get_manager_pid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let board = present(call)?.and_then(|post| post.board);
    call.ret(Value::long(board.map_or(0, |board| board.manager()).into()))
}

/// `Swoole\Server::getMasterPid`: 0 while the server is not running.
pub fn get_master_pid(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let pid = match present(call)? {
        Some(Post {
            board: Some(board), ..
        }) => board.master(),
        Some(_) => std::process::id(),
        None => 0,
    };
    call.ret(Value::long(pid.into()))
}
