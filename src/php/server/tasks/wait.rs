//! `taskwait()`, `taskWaitMulti()`, `taskCo()`: waiting for the results of tasks, in a coroutine or without one.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::give::{self, Target};
use super::packet::{Data, Header, flag, value_of};
use super::{Desk, desk, lost, note};
use crate::engine::server::Noted;
use crate::engine::shared::exchange::Station;
use crate::php::coroutine::timeout;
use crate::php::sched::{self, Ticket, Woken};
use crate::php::server::{current_engine, status};
use crate::php::zend::{Array, Call, PhpResult, Value};
use crate::php::{last_error, runtime};

/// Seconds that are waited if nothing is said.
const USUAL_TIME: f64 = 0.5;
/// Tasks that can be waited for together, as in Swoole.
const MOST_TASKS: usize = 1024;

/// A coroutine that waits for results.
pub struct Waiter {
    ticket: Ticket,
    /// The results that have come, as packets, by the ids of the tasks.
    results: RefCell<BTreeMap<i64, Vec<u8>>>,
    /// How many have not come.
    left: Cell<usize>,
}

impl Waiter {
    /// The result of a task has come, or there will be none. Who waits for no other one runs.
    pub fn came(&self, id: i64, packet: Option<Vec<u8>>) {
        if let Some(packet) = packet {
            self.results.borrow_mut().insert(id, packet);
        }
        self.left.set(self.left.get().saturating_sub(1));
        if self.left.get() == 0 {
            self.ticket.wake();
        }
    }
}

/// How a wait for results has ended.
struct Results {
    /// The packets that have come, by the ids of the tasks.
    packets: BTreeMap<i64, Vec<u8>>,
    /// Whether the time was over.
    timed_out: bool,
}

/// Sends tasks and waits for their results, at most for `time`. Returns their ids, `None` for those that nobody could
/// take.
fn run(
    desk: &Rc<Desk>,
    target: &Target,
    tasks: &[Data],
    time: Option<Duration>,
) -> PhpResult<(Vec<Option<i64>>, Results)> {
    if sched::may_wait() {
        in_coroutine(desk, target, tasks, time)
    } else {
        Ok(without_loop(desk, target, tasks, time))
    }
}

fn in_coroutine(
    desk: &Rc<Desk>,
    target: &Target,
    tasks: &[Data],
    time: Option<Duration>,
) -> PhpResult<(Vec<Option<i64>>, Results)> {
    let waiter = Rc::new(Waiter {
        ticket: sched::ticket()?,
        results: RefCell::default(),
        left: Cell::new(0),
    });
    let send = |data: &Data| {
        let id = give::next_id();
        let number = give::send(target, id, flag::NONBLOCK | flag::COROUTINE, data)?;
        let mut waiters = desk.waiters.borrow_mut();
        waiters.insert(id, (number, Rc::clone(&waiter)));
        waiter.left.set(waiter.left.get() + 1);
        Some(id)
    };
    let ids: Vec<Option<i64>> = tasks.iter().map(send).collect();
    let woken = if waiter.left.get() == 0 {
        Ok(Woken::Ready)
    } else {
        sched::wait(time)
    };
    for id in ids.iter().flatten() {
        let own = desk.waiters.borrow_mut().remove(id);
        drop(own);
    }
    let woken = woken?;
    runtime::go_on()?;
    if woken == Woken::TimedOut {
        last_error::set(last_error::CO_TIMEDOUT);
    }
    let results = Results {
        packets: waiter.results.take(),
        timed_out: woken != Woken::Ready,
    };
    Ok((ids, results))
}

/// Waits without a loop: nothing else happens in this process meanwhile.
fn without_loop(
    desk: &Desk,
    target: &Target,
    tasks: &[Data],
    time: Option<Duration>,
) -> (Vec<Option<i64>>, Results) {
    let flags = if tasks.len() == 1 { 0 } else { flag::WAIT_ALL };
    // The ids, and the stations of those who do the tasks.
    let mut left = Vec::new();
    let send = |data: &Data| {
        let id = give::next_id();
        let station = desk.cluster.station(give::send(target, id, flags, data)?);
        left.push((id, station));
        Some(id)
    };
    let ids: Vec<Option<i64>> = tasks.iter().map(send).collect();
    let mut results = Results {
        packets: BTreeMap::new(),
        timed_out: false,
    };
    let Some(engine) = current_engine().filter(|_| !left.is_empty()) else {
        return (ids, results);
    };
    let mut stations: Vec<Station> = left.iter().map(|(_, station)| *station).collect();
    stations.dedup();
    let deadline = time.and_then(|time| Instant::now().checked_add(time));
    let own = std::process::id();
    let all = engine.await_notes(&stations, deadline, |from, number, packet| {
        let is_for_this = match number {
            note::FINISHED => {
                let header = Header::of(packet).filter(|header| header.giver == own);
                let id = header.map(|header| header.id);
                let count = left.len();
                left.retain(|(left, _)| Some(*left) != id);
                if let Some(id) = id.filter(|_| left.len() < count) {
                    results.packets.insert(id, std::mem::take(packet));
                }
                left.len() < count
            }
            note::GIVEN_UP => {
                let id = lost::given_up_by(packet);
                let count = left.len();
                left.retain(|(left, _)| Some(*left) != id);
                left.len() < count
            }
            note::BEGUN => {
                if let Some(number) = desk.cluster.number(from) {
                    lost::put_question(desk, number);
                }
                false
            }
            note::ANSWERED => {
                let of_this = left.iter().filter(|(_, station)| *station == from);
                let lost = lost::lost_by(packet, of_this.map(|(id, _)| *id));
                let lost = lost.unwrap_or_default();
                left.retain(|(id, _)| !lost.contains(id));
                false
            }
            _ => false,
        };
        if left.is_empty() {
            Noted::All
        } else if is_for_this {
            Noted::Taken
        } else {
            // Others may wait for it, too.
            Noted::Unwanted
        }
    });
    if !all {
        results.timed_out = true;
        last_error::set(last_error::SOCKET_POLL_TIMEOUT);
    }
    (ids, results)
}

/// The desk of the worker that calls; warns and returns `None` elsewhere.
fn worker_desk(call: &Call<'_>, method: &str) -> PhpResult<Option<Rc<Desk>>> {
    let Some(post) = status::running(call)? else {
        return Ok(None);
    };
    if give::kind_of(&post) != Some(crate::engine::process::board::Kind::Worker) {
        last_error::fatal(&format!(
            "{method} method can only be used in the worker process"
        ));
        return Ok(None);
    }
    let desk = desk();
    if desk.is_none() {
        // The only process of its server: `target` would say the same.
        last_error::fatal("task method can't be executed without task worker");
    }
    Ok(desk)
}

/// `Swoole\Server::taskwait`
pub fn taskwait(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let time = timeout(call.double_or(1, USUAL_TIME)?);
    let index = call.long_or(2, -1)?;
    let Some(desk) = worker_desk(call, "taskwait")? else {
        return call.ret_bool(false);
    };
    let Some(target) = give::target(call, index)? else {
        return call.ret_bool(false);
    };
    let data = match call.arg(0) {
        Some(value) => [Data::of(value)?],
        None => return call.ret_bool(false),
    };
    let (ids, mut results) = run(&desk, &target, &data, time)?;
    let packet = ids[0].and_then(|id| results.packets.remove(&id));
    match packet {
        Some(packet) => match value_of(&packet)? {
            Some(value) => call.ret(value),
            None => call.ret_bool(false),
        },
        None => {
            if !results.timed_out {
                last_error::set(last_error::TASK_DISPATCH_FAIL);
            }
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Server::taskWaitMulti`
pub fn task_wait_multi(call: &mut Call<'_>) -> PhpResult {
    several(call, "taskWaitMulti", false)
}

/// `Swoole\Server::taskCo`
pub fn task_co(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    if worker_desk(call, "taskCo")?.is_none() {
        return call.ret_bool(false);
    }
    sched::require()?;
    several(call, "taskCo", true)
}

/// Has several tasks done. Their results have the positions of the tasks; with `with_all`, there is false for those that
/// have taken too long.
fn several(call: &mut Call<'_>, method: &str, with_all: bool) -> PhpResult {
    call.expect_args(1, 2)?;
    let tasks = call.array(0)?;
    let time = timeout(call.double_or(1, USUAL_TIME)?);
    let Some(desk) = worker_desk(call, method)? else {
        return call.ret_bool(false);
    };
    if tasks.len() >= MOST_TASKS {
        last_error::fatal("too many concurrent tasks");
        return call.ret_bool(false);
    }
    let Some(target) = give::target(call, -1)? else {
        return call.ret_bool(false);
    };
    let data = tasks
        .iter()
        .map(|(_, task)| Data::of(task))
        .collect::<PhpResult<Vec<_>>>()?;
    let (ids, mut results) = run(&desk, &target, &data, time)?;
    if ids.iter().all(Option::is_none) {
        last_error::set(last_error::TASK_DISPATCH_FAIL);
        return call.ret_bool(false);
    }
    let mut all = Array::with_capacity(ids.len());
    for (position, id) in ids.into_iter().enumerate() {
        let position = position as i64;
        let Some(id) = id else {
            all.set_index(position, Value::bool(false));
            continue;
        };
        match results.packets.remove(&id) {
            Some(packet) => {
                if let Some(value) = value_of(&packet)? {
                    all.set_index(position, value);
                }
            }
            None if with_all => all.set_index(position, Value::bool(false)),
            None => {}
        }
    }
    call.ret(all)
}
