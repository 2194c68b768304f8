//! Finding out which tasks will never have a result, because a task worker has ended with them.
//!
//! A task worker tells all workers when it begins. A worker that waits for results of its predecessor asks it then, through
//! the ring behind its tasks. Whatever the task worker has not in its hands when it gets there was done before, so that its
//! result comes before the answer, or was lost: wherever the predecessor was when it ended.
//!
//! A task worker that goes on tells of each task by itself that nobody can finish any more.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::packet::Header;
use super::{Desk, give, note, outlet};
use crate::engine::log::{self, Level};
use crate::engine::shared::exchange::Station;
use crate::php::runtime::{self, Verdict};

/// Tells the first so many processes, the workers, and those that were workers and finish what they have begun, that this task
/// worker begins.
pub fn tell_of_begin(desk: &Desk, workers: usize) {
    let packet = Header::now(0, std::process::id(), 0).alone();
    let leavers = desk.cluster.exchange.leavers();
    let leavers = leavers.filter_map(|spare| desk.cluster.number(spare));
    for worker in (0..workers).chain(leavers) {
        send(desk, worker, note::BEGUN, &packet);
    }
}

/// A task worker has begun: asks it, if anybody waits for results of it.
pub fn ask(desk: &Desk, from: Station) -> Verdict {
    if let Some(number) = desk.cluster.number(from) {
        let has_waiter = desk.waiters.borrow().values().any(|(by, _)| *by == number);
        let has_callback = || {
            let callbacks = desk.callbacks_of_tasks.borrow();
            callbacks.values().any(|(by, _)| *by == number)
        };
        if has_waiter || has_callback() {
            put_question(desk, number);
        }
    }
    Verdict::GoOn
}

/// Asks a task worker which of the tasks that it was given before are in its hands.
pub fn put_question(desk: &Desk, number: usize) {
    let packet = Header::now(give::coming_id(), std::process::id(), 0).alone();
    send(desk, number, note::ASKED, &packet);
}

/// In a task worker: tells which tasks of a worker are in its hands.
pub fn answer(desk: &Desk, from: Station, packet: &[u8]) -> Verdict {
    if let (Some(header), Some(number)) = (Header::of(packet), desk.cluster.number(from)) {
        let in_hand = desk.in_hand.borrow();
        let giver = header.giver;
        let of_worker = in_hand.range((from, giver, i64::MIN)..=(from, giver, i64::MAX));
        let packet = header.with_numbers(of_worker.map(|(_, _, id)| *id));
        send(desk, number, note::ANSWERED, &packet);
    }
    Verdict::GoOn
}

/// The ids of tasks, out of `ids`, that are lost by what a task worker has answered; `None` if it has answered somebody
/// else.
pub fn lost_by(answer: &[u8], ids: impl Iterator<Item = i64>) -> Option<Vec<i64>> {
    let header = Header::of(answer).filter(|header| header.giver == std::process::id())?;
    let in_hand: BTreeSet<i64> = Header::numbers(answer).collect();
    Some(
        ids.filter(|id| *id < header.id && !in_hand.contains(id))
            .collect(),
    )
}

/// A task worker has answered: nobody need wait any more for what is lost.
pub fn answered(desk: &Rc<Desk>, from: Station, answer: &[u8]) -> Verdict {
    let number = desk.cluster.number(from);
    let waited: Vec<i64> = {
        let waiters = desk.waiters.borrow();
        let of_this = waiters.iter().filter(|(_, (by, _))| Some(*by) == number);
        of_this.map(|(id, _)| *id).collect()
    };
    for id in lost_by(answer, waited.into_iter()).unwrap_or_default() {
        if let_waiter_go(desk, id) == Verdict::End {
            return Verdict::End;
        }
    }
    let called: Vec<i64> = {
        let callbacks = desk.callbacks_of_tasks.borrow();
        let of_this = callbacks.iter().filter(|(_, (by, _))| Some(*by) == number);
        of_this.map(|(id, _)| *id).collect()
    };
    for id in lost_by(answer, called.into_iter()).unwrap_or_default() {
        if let_callback_go(desk, id) == Verdict::End {
            return Verdict::End;
        }
    }
    Verdict::GoOn
}

/// In a task worker: tells the giver of a task, process `to`, that there will be no result.
pub fn give_up(desk: &Desk, to: usize, task: Header) {
    let packet = Header::now(task.id, task.giver, task.flags).alone();
    send(desk, to, note::GIVEN_UP, &packet);
}

/// The id of the task of this process that was given up, by what a task worker says.
pub fn given_up_by(packet: &[u8]) -> Option<i64> {
    let header = Header::of(packet).filter(|header| header.giver == std::process::id());
    header.map(|header| header.id)
}

/// A task was given up: nobody need wait for its result any more.
pub fn given_up(desk: &Rc<Desk>, packet: &[u8]) -> Verdict {
    let Some(id) = given_up_by(packet) else {
        return Verdict::GoOn;
    };
    match let_waiter_go(desk, id) {
        Verdict::GoOn => let_callback_go(desk, id),
        Verdict::End => Verdict::End,
    }
}

/// Lets the coroutine go on that waits for the result of a task, if there is one.
fn let_waiter_go(desk: &Rc<Desk>, id: i64) -> Verdict {
    let waiter = desk.waiters.borrow_mut().remove(&id);
    if let Some((_, waiter)) = waiter {
        waiter.came(id, None);
    }
    if runtime::is_ending() {
        Verdict::End
    } else {
        Verdict::GoOn
    }
}

/// Lets the callback go that is kept for the result of a task, if there is one.
fn let_callback_go(desk: &Rc<Desk>, id: i64) -> Verdict {
    let Some(callback) = desk.callbacks_of_tasks.borrow_mut().remove(&id) else {
        return Verdict::GoOn;
    };
    let (verdict, _) = runtime::guarded(move || {
        drop(callback);
        Ok(())
    });
    verdict
}

fn send(desk: &Desk, to: usize, number: u16, packet: &[u8]) {
    if outlet::send(&desk.cluster, to, number, packet).is_err() {
        log::write(
            Level::Warning,
            format!(
                "worker#{to} is not asked, or told, which tasks are lost: too much waits for it"
            ),
        );
    }
}
