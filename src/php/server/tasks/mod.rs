//! Tasks: jobs that workers give to task workers, and what comes back; and messages between them.
//!
//! All of it goes as notes through the rings of the cluster. [`give`] sends tasks, [`wait`] waits for their results,
//! [`work`] does them in a task worker, [`lost`] finds out which will never have one, [`message`] is `sendMessage()`.

mod give;
mod lost;
mod message;
pub(super) mod outlet;
mod packet;
mod terms;
mod wait;
mod work;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::rc::Rc;

pub use give::task;
pub use message::send_message;
pub use terms::{TaskTerms, check};
pub use wait::{task_co, task_wait_multi, taskwait};
pub use work::{Assignment, finish, finish_assignment};

use self::terms::Queues;
use self::wait::Waiter;
use self::work::Latest;
use super::events::ServerCallbacks;
use super::prepared::Prepared;
use super::presence;
use crate::engine::cluster::{Cluster, Part};
use crate::engine::log::{self, Level};
use crate::engine::process::board::{Board, Kind};
use crate::engine::shared::exchange::Station;
use crate::php::last_error;
use crate::php::memory::Engine;
use crate::php::runtime::Verdict;
use crate::php::zend::thread::OneThread;
use crate::php::zend::{Callback, Obj};

/// The notes of this module.
mod note {
    /// A task.
    pub const TASK: u16 = 1;
    /// The result of one.
    pub const FINISHED: u16 = 2;
    /// A message.
    pub const MESSAGE: u16 = 3;
    /// A task worker begins; it may have had a predecessor.
    pub const BEGUN: u16 = 4;
    /// The question that a worker asks it: which of the tasks before are in your hands?
    pub const ASKED: u16 = 5;
    /// The answer.
    pub const ANSWERED: u16 = 6;
    /// A task will have no result.
    pub const GIVEN_UP: u16 = 7;
}

/// A worker or task worker that takes notes.
struct Desk {
    this: Obj,
    callbacks: Rc<ServerCallbacks>,
    terms: TaskTerms,
    /// Whether callbacks get objects instead of single arguments (`event_object`).
    event_objects: bool,
    cluster: Cluster,
    number: usize,
    is_task_worker: bool,
    /// Callbacks for the results of single tasks, and the numbers of those who do them.
    callbacks_of_tasks: RefCell<BTreeMap<i64, (usize, Rc<Callback>)>>,
    /// Coroutines that wait for results, by the ids of the tasks, and the numbers of those who do them.
    waiters: RefCell<BTreeMap<i64, (usize, Rc<Waiter>)>>,
    /// In a task worker, what it has begun and may still finish: station, process id of who has given it, and id.
    in_hand: RefCell<BTreeSet<(Station, u32, i64)>>,
    /// What has come last.
    latest: RefCell<Latest>,
    /// Tasks that were begun here.
    begun: Cell<u64>,
}

// SAFETY: code of PHP's thread only.
static DESK: OneThread<RefCell<Option<Rc<Desk>>>> = unsafe { OneThread::new(RefCell::new(None)) };

fn desk() -> Option<Rc<Desk>> {
    DESK.get().borrow().clone()
}

/// What was set, known in all processes of the server.
// SAFETY: code of PHP's thread only.
static QUEUES: OneThread<Cell<Queues>> = unsafe { OneThread::new(Cell::new(Queues::Own)) };

/// Notes what was set, before the first fork.
pub fn settle(terms: TaskTerms) {
    QUEUES.get().set(terms.queues);
}

/// Makes this process one that does tasks and can send to all connections.
pub fn take_part(
    prepared: &Prepared,
    board: &Board,
    number: usize,
    engine: &mut Engine,
) -> io::Result<()> {
    presence::join(prepared, board, number, Part::Tasks, engine)?;
    if let Some(member) = engine.member() {
        // A task may take long.
        member.post.ring_at_once();
    }
    Ok(())
}

/// Has this process, worker or task worker `number`, take notes.
pub fn begin(prepared: &Prepared, board: &Board, number: usize) {
    let desk = Rc::new(Desk {
        this: prepared.this.clone(),
        callbacks: Rc::clone(&prepared.callbacks),
        terms: prepared.tasks,
        event_objects: prepared.event_objects,
        cluster: board.cluster().clone(),
        number,
        is_task_worker: board.crew().kind(number) == Kind::TaskWorker,
        callbacks_of_tasks: RefCell::default(),
        waiters: RefCell::default(),
        in_hand: RefCell::default(),
        latest: RefCell::default(),
        begun: Cell::new(0),
    });
    if desk.is_task_worker {
        desk.cluster.tasks.begin_anew(number);
    }
    let old = DESK.get().replace(Some(Rc::clone(&desk)));
    // What belongs to a parent is not released here.
    std::mem::forget(old);
    if desk.is_task_worker {
        lost::tell_of_begin(&desk, board.crew().workers);
    }
}

/// Ends what [`begin`] began.
pub fn end() {
    let old = DESK.get().replace(None);
    drop(old);
}

/// Takes a note.
pub fn note(from: Station, number: u16, bytes: &mut Vec<u8>) -> Verdict {
    let Some(desk) = desk() else {
        return Verdict::GoOn;
    };
    let bytes = std::mem::take(bytes);
    match number {
        note::TASK => work::take(&desk, from, bytes),
        note::FINISHED => give::finished(&desk, from, bytes),
        note::BEGUN => lost::ask(&desk, from),
        note::ASKED => lost::answer(&desk, from, &bytes),
        note::ANSWERED => lost::answered(&desk, from, &bytes),
        note::GIVEN_UP => lost::given_up(&desk, &bytes),
        note::MESSAGE => message::received(&desk, from, bytes),
        _ => {
            log::write(
                Level::Warning,
                format!("a note of kind {number} from station {from} makes no sense"),
            );
            Verdict::GoOn
        }
    }
}

/// How many tasks this process has begun.
pub fn begun() -> u64 {
    desk().map_or(0, |desk| desk.begun.get())
}

/// This process has nothing to do.
pub fn rest() {
    if let Some(desk) = desk().filter(|desk| desk.is_task_worker) {
        let exchange = &desk.cluster.exchange;
        let own = desk.cluster.station(desk.number);
        let mut others = 0..exchange.stations() as Station;
        if others.all(|other| exchange.is_empty(other, own)) {
            desk.cluster.tasks.rest(desk.number);
        }
    }
}

/// Whether callbacks wait for results: only this process has them.
pub fn has_callbacks() -> bool {
    desk().is_some_and(|desk| !desk.callbacks_of_tasks.borrow().is_empty())
}

/// Whether coroutines wait for results.
pub fn has_waiters() -> bool {
    desk().is_some_and(|desk| !desk.waiters.borrow().is_empty())
}

/// Numbers about tasks for `stats()`.
pub fn numbers(board: &Board) -> Vec<(&'static str, usize)> {
    let (crew, cluster) = (board.crew(), board.cluster());
    if crew.task_workers == 0 {
        return Vec::new();
    }
    let waiting = cluster.tasks.waiting();
    let mut all = Vec::new();
    if QUEUES.get().get() != Queues::Own {
        let exchange = &cluster.exchange;
        let workers = crew.workers..crew.workers + crew.task_workers;
        let bytes = workers
            .flat_map(|to| {
                let to = cluster.station(to);
                (0..exchange.stations() as Station).map(move |from| exchange.pending(from, to))
            })
            .sum();
        all.extend([("task_queue_num", waiting), ("task_queue_bytes", bytes)]);
    }
    all.extend([
        ("task_idle_worker_num", board.idle(Kind::TaskWorker)),
        ("tasking_num", waiting),
        (
            "task_count",
            usize::try_from(cluster.tasks.given()).unwrap_or(usize::MAX),
        ),
    ]);
    all
}

/// Writes a warning without a code into the log, in a function's name.
fn warn(function: &str, text: &str) {
    log::write(Level::Warning, format!("{function}(): {text}"));
}

/// Logs that nobody waits any more for the result of a task.
fn expired(id: i64) {
    last_error::report(
        Level::Warning,
        last_error::TASK_TIMEOUT,
        "php_swoole_server_onFinish",
        format!("task[{id}] has expired"),
    );
}
