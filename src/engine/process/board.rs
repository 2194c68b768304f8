//! What all processes of a server see: who they are, what they do, what they ask of each other, what they have counted.
//!
//! It lies in shared memory that is made before the first fork. Everything is a number on its own: whoever reads several
//! of them may see some before and some after a change.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering};

use super::bell::Bell;
use crate::engine::cluster::Cluster;
use crate::engine::log::{self, Level};
use crate::engine::shared::{Mapping, Shared};
use crate::engine::stats::Stats;

/// How many processes of each kind a server has. They are numbered in this order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Crew {
    /// Those that handle events of connections.
    pub workers: usize,
    /// Those that handle tasks.
    pub task_workers: usize,
    /// Those that the program has added.
    pub user_workers: usize,
}

/// What a process is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Events of connections.
    Worker,
    /// Tasks.
    TaskWorker,
    /// What the program has added.
    UserWorker,
}

impl Crew {
    /// How many there are in all.
    pub fn len(&self) -> usize {
        self.workers + self.task_workers + self.user_workers
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the process with this number is there for.
    pub fn kind(&self, number: usize) -> Kind {
        if number < self.workers {
            Kind::Worker
        } else if number < self.workers + self.task_workers {
            Kind::TaskWorker
        } else {
            Kind::UserWorker
        }
    }
}

/// What a process does. The first numbers are those of `SWOOLE_WORKER_*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum State {
    /// It does not run, or is about to start.
    Absent = 0,
    /// It runs code of the program.
    Busy = 1,
    /// It waits.
    Idle = 2,
    /// It is about to end; its successor waits for that.
    Ending = 3,
    /// It belongs to the crew no more and lives on; its successor may start.
    Detached = 5,
    /// It has left its post and finishes what it has begun; its successor may start.
    Leaving = 6,
}

impl State {
    const fn of(number: u8) -> Self {
        match number {
            1 => Self::Busy,
            2 => Self::Idle,
            3 => Self::Ending,
            5 => Self::Detached,
            6 => Self::Leaving,
            _ => Self::Absent,
        }
    }
}

/// What the manager or the master may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Request {
    /// Stop the server.
    Shutdown = 1,
    /// Replace all workers.
    Reload = 2,
    /// Replace the task workers.
    ReloadTaskWorkers = 4,
    /// Stop processes of which that is asked.
    StopSome = 8,
}

#[repr(C, align(128))]
struct Head {
    master: AtomicU32,
    manager: AtomicU32,
    /// Whether the server is stopping, as opposed to single processes.
    stopping: AtomicU8,
    asked_of_master: AtomicU8,
    asked_of_manager: AtomicU8,
    /// Whether a process has been the first one.
    has_begun: AtomicU8,
    has_master: AtomicU8,
}

/// One process. Its counters go on when a successor takes its place.
#[repr(C, align(128))]
struct Place {
    pid: AtomicU32,
    state: AtomicU8,
    asked_to_stop: AtomicU8,
    open: AtomicU64,
    /// Requests since the present process has started.
    served: AtomicU64,
    accepted: AtomicU64,
    closed: AtomicU64,
    aborted: AtomicU64,
    requests: AtomicU64,
    responses: AtomicU64,
    bytes_in: AtomicU64,
    bytes_out: AtomicU64,
}

// SAFETY: atomics only, all of them valid whatever their bytes are.
unsafe impl Shared for Head {}
// SAFETY: as above.
unsafe impl Shared for Place {}

/// The board, and the bells of those who look at it.
pub struct Board {
    memory: Mapping,
    crew: Crew,
    /// Those of a pool have none.
    cluster: Option<Cluster>,
    master_bell: Bell,
    manager_bell: Bell,
}

impl Board {
    /// A board for processes that are forked from now on, who belong to `cluster`.
    pub fn new(crew: Crew, cluster: Cluster) -> io::Result<Self> {
        Self::with(crew, Some(cluster))
    }

    /// A board for processes that are forked from now on and serve no connections.
    pub fn of_pool(crew: Crew) -> io::Result<Self> {
        Self::with(crew, None)
    }

    fn with(crew: Crew, cluster: Option<Cluster>) -> io::Result<Self> {
        let size = size_of::<Head>() + crew.len() * size_of::<Place>();
        let board = Self {
            memory: Mapping::new(size)?,
            crew,
            cluster,
            master_bell: Bell::new()?,
            manager_bell: Bell::new()?,
        };
        Ok(board)
    }

    fn head(&self) -> &Head {
        self.memory.at(0)
    }

    fn places(&self) -> &[Place] {
        self.memory.slice(size_of::<Head>(), self.crew.len())
    }

    fn place(&self, number: usize) -> Option<&Place> {
        self.places().get(number)
    }

    /// The rings and the sessions of these processes, which are those of a server.
    pub fn cluster(&self) -> &Cluster {
        let Some(cluster) = &self.cluster else {
            unreachable!("nobody asks for the connections of a pool");
        };
        cluster
    }

    /// How many processes of each kind there are.
    pub fn crew(&self) -> Crew {
        self.crew
    }

    /// Whether there is a master beside the manager: then that stops the server.
    pub fn has_master(&self) -> bool {
        self.head().has_master.load(Ordering::Relaxed) != 0
    }

    /// Tells that this process is the master, beside a manager.
    pub fn become_master(&self) {
        self.set_master(std::process::id());
        self.head().has_master.store(1, Ordering::Relaxed);
    }

    /// The master's process id; 0 if it is not known yet.
    pub fn master(&self) -> u32 {
        self.head().master.load(Ordering::Relaxed)
    }

    /// Tells who is the master.
    pub fn set_master(&self, pid: u32) {
        self.head().master.store(pid, Ordering::Relaxed);
    }

    /// The manager's process id; 0 if it is not known yet.
    pub fn manager(&self) -> u32 {
        self.head().manager.load(Ordering::Relaxed)
    }

    /// Tells who is the manager.
    pub fn set_manager(&self, pid: u32) {
        self.head().manager.store(pid, Ordering::Relaxed);
    }

    /// The bell of the master.
    pub fn master_bell(&self) -> &Bell {
        &self.master_bell
    }

    /// The bell of the manager.
    pub fn manager_bell(&self) -> &Bell {
        &self.manager_bell
    }

    /// True for the first process that asks.
    pub fn begins(&self) -> bool {
        self.head().has_begun.swap(1, Ordering::Relaxed) == 0
    }

    /// Whether the whole server is stopping.
    pub fn is_stopping(&self) -> bool {
        self.head().stopping.load(Ordering::Acquire) != 0
    }

    /// Tells that the whole server is stopping.
    pub fn set_stopping(&self) {
        self.head().stopping.store(1, Ordering::Release);
    }

    /// Asks the manager for something.
    pub fn ask_manager(&self, request: Request) {
        let asked = &self.head().asked_of_manager;
        asked.fetch_or(request as u8, Ordering::Release);
        self.manager_bell.ring();
    }

    /// Asks the master for something.
    pub fn ask_master(&self, request: Request) {
        let asked = &self.head().asked_of_master;
        asked.fetch_or(request as u8, Ordering::Release);
        self.master_bell.ring();
    }

    /// What the manager was asked for since the last call.
    pub fn take_asked_of_manager(&self) -> Requests {
        self.manager_bell.hear();
        Requests(self.head().asked_of_manager.swap(0, Ordering::Acquire))
    }

    /// What the master was asked for since the last call.
    pub fn take_asked_of_master(&self) -> Requests {
        self.master_bell.hear();
        Requests(self.head().asked_of_master.swap(0, Ordering::Acquire))
    }

    /// Asks the manager to stop the process with this number, in order. False if there is none.
    pub fn ask_to_stop(&self, number: usize) -> bool {
        let Some(place) = self.place(number) else {
            return false;
        };
        place.asked_to_stop.store(1, Ordering::Relaxed);
        self.ask_manager(Request::StopSome);
        true
    }

    /// Whether the process with this number shall be stopped, as somebody has asked since the last call.
    pub fn take_asked_to_stop(&self, number: usize) -> bool {
        self.place(number)
            .is_some_and(|place| place.asked_to_stop.swap(0, Ordering::Relaxed) != 0)
    }

    /// The id of the process with this number, 0 while there is none; `None` if there is no such number.
    pub fn pid(&self, number: usize) -> Option<u32> {
        Some(self.place(number)?.pid.load(Ordering::Relaxed))
    }

    /// What the process with this number does.
    pub fn state(&self, number: usize) -> Option<State> {
        Some(State::of(self.place(number)?.state.load(Ordering::Acquire)))
    }

    /// How many requests the process with this number has begun since it has started.
    pub fn served(&self, number: usize) -> u64 {
        self.place(number)
            .map_or(0, |place| place.served.load(Ordering::Relaxed))
    }

    /// A new process has the number. Called by who has forked it, and by itself, whoever is first.
    pub fn occupy(&self, number: usize, pid: u32) {
        let Some(place) = self.place(number) else {
            return;
        };
        if place.pid.swap(pid, Ordering::Relaxed) != pid {
            place.state.store(State::Absent as u8, Ordering::Relaxed);
            place.served.store(0, Ordering::Relaxed);
            place.asked_to_stop.store(0, Ordering::Relaxed);
        }
    }

    /// The process `pid` has ended. What it had open is closed.
    pub fn vacate(&self, number: usize, pid: u32) {
        let Some(place) = self.place(number) else {
            return;
        };
        if place.pid.load(Ordering::Relaxed) == pid {
            place.pid.store(0, Ordering::Relaxed);
            place.state.store(State::Absent as u8, Ordering::Relaxed);
            self.close_all(place);
            let cluster = self.cluster.as_ref();
            if let Some(cluster) = cluster {
                tell_lost_tasks(cluster, number, pid);
                // It may have been killed on its way from here to there.
                cluster.bury_leaver(pid);
            }
            if let Some(session) = cluster.and_then(|cluster| cluster.bury(number, pid)) {
                log::write(
                    Level::Warning,
                    format!(
                        "the event of session#{session} that worker(pid={pid}, id={number}) had begun is lost"
                    ),
                );
            }
        }
    }

    /// The process `pid`, which has left its post, has ended.
    pub fn forget_leaver(&self, pid: u32) {
        if let Some(cluster) = &self.cluster {
            cluster.bury_leaver(pid);
        }
    }

    fn close_all(&self, place: &Place) {
        let open = place.open.swap(0, Ordering::Relaxed);
        place.closed.fetch_add(open, Ordering::Relaxed);
    }

    /// What all workers together have counted, and how many connections are open.
    pub fn totals(&self) -> (Stats, u64) {
        let mut all = Stats::default();
        let mut open = 0;
        if let Some(cluster) = &self.cluster
            && cluster.exchange.reactors() > 0
        {
            // They count what concerns sockets, workers what they handle.
            all = cluster.exchange.reactor_stats();
            open = cluster.sessions.len() as u64;
        }
        for place in self.places() {
            let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
            all.accepted += get(&place.accepted);
            all.closed += get(&place.closed);
            all.aborted += get(&place.aborted);
            all.requests += get(&place.requests);
            all.responses += get(&place.responses);
            all.bytes_in += get(&place.bytes_in);
            all.bytes_out += get(&place.bytes_out);
            open += get(&place.open);
        }
        (all, open)
    }

    /// How many processes of a kind wait for something to do.
    pub fn idle(&self, kind: Kind) -> usize {
        (0..self.crew.len())
            .filter(|&number| self.crew.kind(number) == kind)
            .filter(|&number| self.state(number) == Some(State::Idle))
            .count()
    }
}

/// Logs which tasks are lost with a process.
fn tell_lost_tasks(cluster: &Cluster, number: usize, pid: u32) {
    let (known, count) = cluster.tasks.lost(number);
    for task in &known {
        log::write(
            Level::Warning,
            format!(
                "task[{}] of worker#{}, which task worker(pid={pid}, id={number}) had begun, is lost unless its result was sent",
                task.id, task.by
            ),
        );
    }
    if count > known.len() {
        let more = count - known.len();
        log::write(
            Level::Warning,
            format!(
                "{more} more tasks that task worker(pid={pid}, id={number}) had begun are lost"
            ),
        );
    }
}

/// Several [`Request`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requests(u8);

impl Requests {
    /// Whether that one is among them.
    pub fn has(self, request: Request) -> bool {
        self.0 & request as u8 != 0
    }
}

/// A process of the crew as it shows itself on the board.
pub struct Member {
    board: Rc<Board>,
    number: usize,
    /// What it has shown last.
    shown: RefCell<Stats>,
    /// Whether it shows that it ends: that is more than whether it waits.
    ends: Cell<bool>,
    /// Whether its place belongs to its successor.
    has_left: Cell<bool>,
    /// Whether it counts there, all the same, which connections end that it has kept.
    leaves: Cell<bool>,
}

impl Member {
    /// The process that calls this, with its number.
    pub fn new(board: Rc<Board>, number: usize) -> Self {
        board.occupy(number, std::process::id());
        Self {
            board,
            number,
            shown: RefCell::default(),
            ends: Cell::new(false),
            has_left: Cell::new(false),
            leaves: Cell::new(false),
        }
    }

    /// The board.
    pub fn board(&self) -> &Rc<Board> {
        &self.board
    }

    /// Its number.
    pub fn number(&self) -> usize {
        self.number
    }

    fn place(&self) -> &Place {
        &self.board.places()[self.number]
    }

    /// Whether another process will take its place when it ends: the server goes on, and somebody is there to start it.
    pub fn has_successor(&self) -> bool {
        // SAFETY: cannot fail.
        let parent = unsafe { libc::getppid() }.cast_unsigned();
        !self.board.is_stopping() && parent == self.board.manager()
    }

    /// Shows what it does, while the place is its own. Once it ends, only what it does then.
    #[inline]
    pub fn set_state(&self, state: State) {
        if matches!(state, State::Busy | State::Idle) && self.ends.get() || self.has_left.get() {
            return;
        }
        self.ends.set(state == State::Ending);
        self.place().state.store(state as u8, Ordering::Release);
    }

    /// Shows that it has something to do for the first time: who dies now has not failed at its start.
    pub fn begin_to_serve(&self) {
        if !self.has_left.get() && self.place().served.load(Ordering::Relaxed) == 0 {
            self.place().served.store(1, Ordering::Relaxed);
        }
    }

    /// Shows that it goes on without the others, so that the manager starts a successor and leaves this one alone.
    pub fn detach(&self) {
        if !self.has_left.get() {
            self.board.close_all(self.place());
        }
        self.give_place(State::Detached);
    }

    /// Shows that it has left its post and ends when it has finished what it has begun, so that the manager starts a successor
    /// now.
    pub fn leave(&self) {
        self.leaves.set(true);
        self.give_place(State::Leaving);
    }

    fn give_place(&self, state: State) {
        self.set_state(state);
        if !self.has_left.replace(true) {
            self.place().open.store(0, Ordering::Relaxed);
            self.board.manager_bell.ring();
        }
    }

    /// Whether its place belongs to a successor.
    pub fn has_left(&self) -> bool {
        self.has_left.get()
    }

    /// Shows how many tasks it has begun since it has started.
    pub fn serve(&self, tasks: u64) {
        if tasks > 0 && !self.has_left.get() {
            self.place().served.store(tasks, Ordering::Relaxed);
        }
    }

    /// Shows what it has counted since it has started, and how many connections it has open.
    pub fn show(&self, now: Stats, open: u64) {
        let place = self.place();
        let mut shown = self.shown.borrow_mut();
        let add = |counter: &AtomicU64, before: u64, now: u64| {
            if now != before {
                counter.fetch_add(now.wrapping_sub(before), Ordering::Relaxed);
            }
        };
        add(&place.accepted, shown.accepted, now.accepted);
        add(&place.aborted, shown.aborted, now.aborted);
        add(&place.requests, shown.requests, now.requests);
        add(&place.responses, shown.responses, now.responses);
        add(&place.bytes_in, shown.bytes_in, now.bytes_in);
        add(&place.bytes_out, shown.bytes_out, now.bytes_out);
        if !self.has_left.get() || self.leaves.get() {
            // Those that are open when it detaches itself were counted then.
            add(&place.closed, shown.closed, now.closed);
        }
        if !self.has_left.get() {
            if now.requests != shown.requests {
                place.served.store(now.requests, Ordering::Relaxed);
            }
            place.open.store(open, Ordering::Relaxed);
        }
        *shown = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::shared::exchange::Plan;
    use crate::engine::testing::fork;

    const CREW: Crew = Crew {
        workers: 2,
        task_workers: 1,
        user_workers: 1,
    };

    fn board() -> Board {
        let cluster = Cluster::new(Plan::new(0, CREW.len()), 1, 100).unwrap();
        Board::new(CREW, cluster).unwrap()
    }

    fn stats(accepted: u64, closed: u64, requests: u64) -> Stats {
        Stats {
            accepted,
            closed,
            requests,
            ..Stats::default()
        }
    }

    #[test]
    fn the_crew_is_numbered_by_kind() {
        assert_eq!(
            [0, 1, 2, 3].map(|number| CREW.kind(number)),
            [
                Kind::Worker,
                Kind::Worker,
                Kind::TaskWorker,
                Kind::UserWorker
            ]
        );
    }

    #[test]
    fn what_workers_count_is_added_up_and_outlives_them() {
        let board = Rc::new(board());
        for number in 0..2 {
            fork(|| {
                let member = Member::new(Rc::clone(&board), number);
                member.show(stats(3, 1, 4), 2);
                member.show(stats(5, 2, 9), 3);
            })
            .wait();
        }
        let (all, open) = board.totals();
        assert_eq!(
            (all.accepted, all.closed, all.requests, open),
            (10, 4, 18, 6)
        );
        assert_eq!(board.served(0), 9);
        // It was killed: its connections are gone with it.
        board.vacate(0, board.pid(0).unwrap());
        let (all, open) = board.totals();
        assert_eq!((all.accepted, all.closed, open), (10, 7, 3));
        assert_eq!(board.pid(0), Some(0));
        board.occupy(0, 1234);
        assert_eq!((board.served(0), board.totals().0.requests), (0, 18));
    }

    #[test]
    fn one_that_has_left_changes_nothing_of_its_successor() {
        let board = Rc::new(board());
        let old = Member::new(Rc::clone(&board), 1);
        old.show(stats(2, 0, 2), 2);
        old.set_state(State::Busy);
        old.detach();
        assert_eq!(board.state(1), Some(State::Detached));
        board.occupy(1, 77);
        old.set_state(State::Idle);
        old.show(stats(2, 2, 3), 0);
        assert_eq!(board.state(1), Some(State::Absent));
        let (all, open) = board.totals();
        assert_eq!((all.closed, all.requests, open), (2, 3, 0));
        assert_eq!(board.served(1), 0);
        board.vacate(1, std::process::id());
        assert_eq!(board.pid(1), Some(77));
    }

    #[test]
    fn one_that_ends_does_not_show_that_it_waits() {
        let board = Rc::new(board());
        let member = Member::new(Rc::clone(&board), 0);
        member.set_state(State::Busy);
        member.set_state(State::Ending);
        member.set_state(State::Idle);
        assert_eq!(board.state(0), Some(State::Ending));
        member.leave();
        assert_eq!(board.state(0), Some(State::Leaving));
    }

    #[test]
    fn who_has_begun_to_serve_shows_that_at_once() {
        let board = Rc::new(board());
        let member = Member::new(Rc::clone(&board), 0);
        member.begin_to_serve();
        assert_eq!(board.served(0), 1);
        member.show(stats(1, 0, 5), 1);
        member.begin_to_serve();
        assert_eq!(board.served(0), 5);
    }

    #[test]
    fn requests_are_taken_once() {
        let board = board();
        fork(|| {
            board.ask_manager(Request::Reload);
            board.ask_master(Request::Shutdown);
            assert!(board.ask_to_stop(1) && !board.ask_to_stop(4));
        })
        .wait();
        let asked = board.take_asked_of_manager();
        assert!(asked.has(Request::Reload) && asked.has(Request::StopSome));
        assert!(!asked.has(Request::Shutdown) && !asked.has(Request::ReloadTaskWorkers));
        assert!(board.take_asked_of_master().has(Request::Shutdown));
        assert!(!board.take_asked_of_manager().has(Request::Reload));
        assert!(board.take_asked_to_stop(1) && !board.take_asked_to_stop(1));
    }

    #[test]
    fn one_process_is_the_first() {
        let board = board();
        fork(|| assert!(board.begins())).wait();
        assert!(!board.begins());
    }
}
