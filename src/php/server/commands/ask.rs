//! `Swoole\Server::command()`: sending a command and waiting for its answer, in a coroutine or without one.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::packet::{Ticket, note};
use super::run;
use super::target::{self, Target};
use crate::engine::log::Level;
use crate::engine::server::Noted;
use crate::engine::shared::exchange::Station;
use crate::php::last_error;
use crate::php::runtime::{self, Verdict};
use crate::php::sched::{self, Woken};
use crate::php::server::post::Post;
use crate::php::server::tasks::outlet;
use crate::php::server::{current_engine, native, status};
use crate::php::zend::bailout::protect;
use crate::php::zend::callback::Threw;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Call, PhpResult, Thrown, Value, json};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long until it is looked whether there can be one still.
const LOOK_AROUND: Duration = Duration::from_millis(50);

/// Somebody who waits for an answer.
#[derive(Default)]
struct Waiter {
    ticket: RefCell<Option<sched::Ticket>>,
    /// The id of the process that runs the command; 0 if none has said so.
    runner: Cell<u32>,
    answer: RefCell<Option<Vec<u8>>>,
}

// SAFETY: code of PHP's thread only.
static WAITERS: OneThread<RefCell<BTreeMap<i64, Rc<Waiter>>>> =
    unsafe { OneThread::new(RefCell::new(BTreeMap::new())) };
/// The number of the next command of this process.
// SAFETY: as above.
static NEXT_ID: OneThread<Cell<i64>> = unsafe { OneThread::new(Cell::new(1)) };

/// A command that was sent. Who drops it does not wait any more.
struct Asked {
    ticket: Ticket,
    waiter: Rc<Waiter>,
    post: Post,
    /// The number of the process that it is for, and that one's id when it was sent.
    number: usize,
    process: u32,
    deadline: Instant,
    /// Whether it has seemed before that there will be no answer.
    seems_lost: Cell<bool>,
}

impl Drop for Asked {
    fn drop(&mut self) {
        let own = WAITERS.get().borrow_mut().remove(&self.ticket.id);
        drop(own);
    }
}

/// Why there is no answer.
enum NoAnswer {
    /// An exception is pending, or the coroutine has to unwind.
    Thrown,
    /// An error code and what to say.
    Refused(i32, String),
}

impl From<Thrown> for NoAnswer {
    fn from(_: Thrown) -> Self {
        Self::Thrown
    }
}

/// The waiter of a packet, and what follows its ticket.
fn waiter_of(packet: &[u8]) -> Option<(Rc<Waiter>, &[u8])> {
    let (ticket, rest) = Ticket::of(packet)?;
    if ticket.giver != std::process::id() {
        // A predecessor's.
        return None;
    }
    let waiters = WAITERS.get().borrow();
    Some((Rc::clone(waiters.get(&ticket.id)?), rest))
}

/// Whether anybody waits for an answer.
pub fn has_waiters() -> bool {
    !WAITERS.get().borrow().is_empty()
}

/// A process has begun a command. True if anybody waits for that.
fn note_begun(packet: &[u8]) -> bool {
    let Some((waiter, rest)) = waiter_of(packet) else {
        return false;
    };
    if let Some((process, _)) = rest.split_first_chunk() {
        waiter.runner.set(u32::from_ne_bytes(*process));
    }
    true
}

/// A process has begun a command.
pub fn begun(packet: &[u8]) -> Verdict {
    note_begun(packet);
    Verdict::GoOn
}

/// An answer has come: who waits for it runs.
pub fn answered(packet: &[u8]) -> Verdict {
    let Some((waiter, answer)) = waiter_of(packet) else {
        // Nobody waits any more, and has said so.
        return Verdict::GoOn;
    };
    *waiter.answer.borrow_mut() = Some(answer.to_vec());
    let ticket = waiter.ticket.take();
    if let Some(ticket) = ticket {
        ticket.wake();
    }
    if runtime::is_ending() {
        Verdict::End
    } else {
        Verdict::GoOn
    }
}

impl Asked {
    /// Sends a command to the process with a number.
    fn new(post: &Post, number: usize, name: &[u8], data: &[u8]) -> Result<Self, NoAnswer> {
        let next = NEXT_ID.get();
        let ticket = Ticket {
            id: next.replace(next.get().wrapping_add(1)),
            giver: std::process::id(),
        };
        let asked = Self {
            ticket,
            waiter: Rc::default(),
            post: post.clone(),
            number,
            process: target::process_id(post, number),
            deadline: Instant::now() + PATIENCE,
            seems_lost: Cell::new(false),
        };
        WAITERS
            .get()
            .borrow_mut()
            .insert(ticket.id, Rc::clone(&asked.waiter));
        let packet = ticket.command(name, data);
        let sent = post.board.as_ref().is_some_and(|board| {
            outlet::send(board.cluster(), number, note::COMMAND, &packet).is_ok()
        });
        if sent {
            Ok(asked)
        } else {
            Err(NoAnswer::Refused(
                last_error::SERVER_SEND_TO_WOKER_TIMEOUT,
                format!("send {} bytes failed: too much waits", packet.len()),
            ))
        }
    }

    /// Why there will be no answer, if it is time to say so. To be asked now and then, after what has come was taken.
    fn given_up(&self) -> Option<NoAnswer> {
        if Instant::now() >= self.deadline {
            return Some(NoAnswer::Refused(
                last_error::CO_TIMEDOUT,
                format!("no answer within {} seconds", PATIENCE.as_secs()),
            ));
        }
        let now = target::process_id(&self.post, self.number);
        let lost = match self.waiter.runner.get() {
            0 => now != self.process && self.was_taken(),
            // One that has left its post may still answer.
            runner => runner != now && !self.has_left(runner),
        };
        // What it has said last may be on its way.
        (lost && self.seems_lost.replace(lost)).then(|| {
            NoAnswer::Refused(
                last_error::OPERATION_NOT_SUPPORT,
                "the process has ended before it has answered".to_owned(),
            )
        })
    }

    /// Whether a process has left its post, and lives on.
    fn has_left(&self, process: u32) -> bool {
        let board = self.post.board.as_ref();
        board.is_some_and(|board| board.cluster().exchange.spare_of(process).is_some())
    }

    /// Whether nothing waits in the ring to the process.
    fn was_taken(&self) -> bool {
        let engine = current_engine();
        let member = engine.as_ref().and_then(|engine| engine.member());
        member.is_none_or(|member| {
            let post = &member.post;
            let to = self.station();
            to.is_none_or(|to| {
                post.waiting_for(to) == 0 && post.exchange().is_empty(post.station(), to)
            })
        })
    }

    fn station(&self) -> Option<Station> {
        let board = self.post.board.as_ref()?;
        Some(board.cluster().station(self.number))
    }

    fn take_answer(&self) -> Option<Vec<u8>> {
        self.waiter.answer.take()
    }

    fn wait_in_coroutine(&self) -> Result<Vec<u8>, NoAnswer> {
        loop {
            *self.waiter.ticket.borrow_mut() = Some(sched::ticket()?);
            let woken = sched::wait(Some(LOOK_AROUND))?;
            runtime::go_on()?;
            if let Some(answer) = self.take_answer() {
                return Ok(answer);
            }
            if woken != Woken::TimedOut {
                let text = "the wait was canceled".to_owned();
                return Err(NoAnswer::Refused(last_error::CO_CANCELED, text));
            }
            if let Some(reason) = self.given_up() {
                return Err(reason);
            }
        }
    }

    fn wait_without_loop(&self) -> Result<Vec<u8>, NoAnswer> {
        let (Some(engine), Some(station)) = (current_engine(), self.station()) else {
            let text = "this process has no way to others".to_owned();
            return Err(NoAnswer::Refused(last_error::OPERATION_NOT_SUPPORT, text));
        };
        loop {
            let until = Instant::now() + LOOK_AROUND;
            engine.await_notes(&[station], Some(until), |_, number, packet| match number {
                note::BEGUN if note_begun(packet) => Noted::Taken,
                note::ANSWER => match waiter_of(packet) {
                    Some((waiter, answer)) if Rc::ptr_eq(&waiter, &self.waiter) => {
                        *waiter.answer.borrow_mut() = Some(answer.to_vec());
                        Noted::All
                    }
                    // Of a coroutine.
                    _ => Noted::Unwanted,
                },
                _ => Noted::Unwanted,
            });
            if let Some(answer) = self.take_answer() {
                return Ok(answer);
            }
            if let Some(reason) = self.given_up() {
                return Err(reason);
            }
        }
    }
}

/// Has a command run, and returns its answer.
fn ask(call: &Call<'_>, post: &Post, name: &[u8]) -> Result<Vec<u8>, NoAnswer> {
    let server = call.this();
    let commands = native(call)?.commands.borrow();
    let command = commands.get(name).map(Rc::clone);
    drop(commands);
    let Some(command) = command else {
        let name = String::from_utf8_lossy(name);
        let text = format!("Unknown command[{name}]");
        return Err(NoAnswer::Refused(last_error::SERVER_INVALID_COMMAND, text));
    };
    let (number, kind) = (call.long(1)?, call.long(2)?);
    let target = target::find(post, command.accepted, kind, number)
        .map_err(|(code, text)| NoAnswer::Refused(code, text))?;
    let data = match call.arg(3) {
        Some(value) => json::encode(value)?,
        None => None,
    };
    let Some(data) = data else {
        let text = "the data cannot be encoded as JSON".to_owned();
        return Err(NoAnswer::Refused(last_error::INVALID_PARAMS, text));
    };
    match target {
        Target::Own => {
            match protect(|| {
                let (answer, outcome) = run::call(&server, &command, data.as_bytes());
                outcome.map(|()| answer)
            }) {
                Some(Ok(answer)) => Ok(answer),
                Some(Err(Threw)) | None => Err(NoAnswer::Thrown),
            }
        }
        Target::Other(number) => {
            let asked = Asked::new(post, number, name, data.as_bytes())?;
            if sched::may_wait() && target::takes_notes(post) {
                asked.wait_in_coroutine()
            } else {
                asked.wait_without_loop()
            }
        }
    }
}

/// `Swoole\Server::command`
pub fn command(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(4, 5)?;
    let name = call.str(0)?;
    let decode = call.bool_or(4, true)?;
    call.long(1)?;
    call.long(2)?;
    let Some(post) = status::running(call)? else {
        return call.ret_bool(false);
    };
    match ask(call, &post, name.as_bytes()) {
        Ok(answer) if decode => {
            let value = json::decode(&answer)?;
            if value.is_null() && answer.trim_ascii() != b"null" {
                let text = "the answer is no JSON";
                last_error::report(
                    Level::Notice,
                    last_error::INVALID_PARAMS,
                    "Server::command",
                    text,
                );
                return call.ret_bool(false);
            }
            call.ret(value)
        }
        Ok(answer) => call.ret(Value::bytes(&answer)),
        Err(NoAnswer::Thrown) => Err(Thrown),
        Err(NoAnswer::Refused(code, text)) => {
            last_error::report(Level::Notice, code, "Server::command", text);
            call.ret_bool(false)
        }
    }
}
