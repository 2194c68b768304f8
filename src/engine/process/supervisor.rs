//! Keeps the processes of a server: starts them, and starts successors of those that end; replaces and stops them in order,
//! and kills those that do not.
//!
//! It is the loop of the manager. It forks, so it returns twice: in the manager when everything has ended, and in each
//! child, which goes on as what its number says.

use std::collections::VecDeque;
use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use super::board::{Board, Kind, Request, State};
use super::spawn::{self, Orphan, Side};
use super::turn::{Company, LOOK_AROUND, turn};
use crate::engine::children::{self, Ended};
use crate::engine::log::{self, Level};
use crate::engine::reactor::Reactor;
use crate::engine::signals::Signals;
use crate::engine::threads;

/// How much longer than `max_wait` a process gets that does end, but has to say goodbye to its clients.
pub const GRACE: Duration = Duration::from_millis(1500);
/// How long those may take to end whose server has lost its master or its manager.
pub const ORPHANS_WAIT: Duration = Duration::from_millis(2500);
/// Who ends sooner than this and has done nothing has failed at its start.
const EARLY: Duration = Duration::from_secs(1);
/// How long the next start waits after the second failure in a row; twice that after each further one.
const FIRST_DELAY: Duration = Duration::from_millis(100);
/// The longest that a start waits.
const LONGEST_DELAY: Duration = Duration::from_secs(5);
/// How long until fork(2) is tried again.
const FORK_AGAIN: Duration = Duration::from_millis(500);

/// How the crew is kept.
#[derive(Debug, Clone)]
pub struct Terms {
    /// How long a process may take to end.
    pub max_wait: Duration,
    /// The process without which there is no need for this one.
    pub parent: Option<u32>,
    /// Whether signals mean what they do to a pool: SIGUSR2 replaces all, SIGWINCH opens the log anew.
    pub is_pool: bool,
}

/// The signals that the manager takes, and those that it ignores. Those of a terminal are for the master, if there is one.
pub fn signals(has_master: bool) -> (Vec<i32>, Vec<i32>) {
    let mut taken = vec![
        libc::SIGTERM,
        libc::SIGUSR1,
        libc::SIGUSR2,
        libc::SIGCHLD,
        libc::SIGRTMIN(),
    ];
    let mut ignored = vec![libc::SIGHUP];
    if has_master {
        ignored.push(libc::SIGINT);
    } else {
        taken.push(libc::SIGINT);
    }
    (taken, ignored)
}

/// The signals that the master of a pool takes.
pub fn signals_of_pool() -> [i32; 7] {
    [
        libc::SIGTERM,
        libc::SIGINT,
        libc::SIGUSR1,
        libc::SIGUSR2,
        libc::SIGCHLD,
        libc::SIGWINCH,
        libc::SIGRTMIN(),
    ]
}

/// What the manager is told. Every method may run code of the program.
pub trait Keeper {
    /// What else goes on in the process.
    fn company(&self) -> &impl Company;
    /// All processes were started.
    fn started(&self);
    /// A process has ended as it should not.
    fn failed(&self, number: usize, ended: Ended);
    /// Everybody is going to be stopped.
    fn stopping(&self) {}
    /// Processes are going to be replaced.
    fn reloading(&self);
    /// All of them were replaced.
    fn reloaded(&self);
    /// The log file is to be opened anew.
    fn reopen_log(&self);
}

/// Why [`Supervisor::run`] returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// This is the manager, and all processes have ended.
    Over,
    /// This is a new process of the crew, with this number. All signals are blocked: those that came meanwhile wait
    /// for [`take_signals`].
    Born(usize),
}

/// Keeps signals waiting, for a child that is about to be forked, until [`take_signals`].
pub fn hold_signals() {
    threads::block_signals();
}

/// Lets signals in, in a new process that is ready for them.
pub fn take_signals() {
    // SAFETY: sigemptyset initialises the set.
    unsafe {
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
    }
}

struct Process {
    pid: i32,
    since: Instant,
    /// When it was asked to end, or has told that it does.
    asked: Option<Instant>,
    /// Whether it was killed for taking too long.
    killed: bool,
}

impl Process {
    /// When it is killed if it may take so long to end, once it was asked.
    fn killed_at(&self, patience: Duration) -> Option<Instant> {
        let asked = self.asked.filter(|_| !self.killed)?;
        asked.checked_add(patience)
    }
}

/// The place of one number.
#[derive(Default)]
struct Post {
    process: Option<Process>,
    /// When the next one is to be started.
    due: Option<Instant>,
    /// How many in a row have failed at their start.
    failures: u32,
}

/// Processes that are being replaced, one after the other.
struct Reload {
    queue: VecDeque<(usize, i32)>,
    /// The one that is being replaced now, and since when.
    current: Option<(usize, i32, Instant)>,
    /// All of the queue that have not ended yet.
    left: Vec<i32>,
}

/// Keeps a crew.
pub struct Supervisor<'a, K> {
    board: &'a Rc<Board>,
    terms: Terms,
    keeper: &'a K,
    posts: Vec<Post>,
    /// Those that have left their posts, by their numbers there, and finish what they have begun.
    leaving: Vec<(usize, Process)>,
    /// Those that belong to the crew no more, and are still children of this process.
    detached: Vec<i32>,
    reload: Option<Reload>,
    /// What to replace when that is done: everything, or the task workers.
    next_reload: Option<bool>,
    /// The kind that is being stopped, when the server stops.
    stopping: Option<Kind>,
    born: Option<usize>,
}

impl<'a, K: Keeper> Supervisor<'a, K> {
    /// Keeps the crew of `board`.
    pub fn new(board: &'a Rc<Board>, terms: Terms, keeper: &'a K) -> Self {
        Self {
            board,
            terms,
            keeper,
            posts: (0..board.crew().len()).map(|_| Post::default()).collect(),
            leaving: Vec::new(),
            detached: Vec::new(),
            reload: None,
            next_reload: None,
            stopping: None,
            born: None,
        }
    }

    /// Starts the crew and keeps it until the server is to stop and everybody has ended.
    pub fn run(mut self, reactor: &Reactor, signals: &mut Signals) -> io::Result<Outcome> {
        let now = Instant::now();
        for post in &mut self.posts {
            post.due = Some(now);
        }
        self.start_due();
        if let Some(number) = self.born {
            return Ok(Outcome::Born(number));
        }
        self.keeper.started();
        loop {
            let arrived = turn(reactor, signals, self.sleep(), self.keeper.company())?;
            // Before anything else: what has ended by the same Ctrl-C needs no successor.
            self.obey(&arrived);
            self.reap();
            if self.stopping.is_none() {
                self.notice_departed();
            }
            self.go_on_reloading();
            self.kill_late();
            if self.stopping.is_some() {
                if self.go_on_stopping() {
                    return Ok(Outcome::Over);
                }
                continue;
            }
            self.start_due();
            if let Some(number) = self.born {
                return Ok(Outcome::Born(number));
            }
        }
    }

    /// Does what signals and other processes ask for.
    fn obey(&mut self, arrived: &[i32]) {
        let asked = self.board.take_asked_of_manager();
        let orphaned = self.terms.parent.is_some_and(|parent| {
            // SAFETY: cannot fail.
            unsafe { libc::getppid() }.cast_unsigned() != parent
        });
        if orphaned {
            self.hurry();
        }
        let has = |signal| arrived.contains(&signal);
        if has(libc::SIGTERM)
            || has(libc::SIGINT)
            || asked.has(Request::Shutdown)
            || self.keeper.company().has_failed()
        {
            self.begin_stopping();
        }
        if has(libc::SIGRTMIN()) || self.terms.is_pool && has(libc::SIGWINCH) {
            self.keeper.reopen_log();
            // Workers of a pool may run code that has no handler for the other one, which would end them.
            let pass_on = if self.terms.is_pool {
                libc::SIGWINCH
            } else {
                libc::SIGRTMIN()
            };
            self.signal_all(pass_on);
        }
        if self.stopping.is_some() {
            return;
        }
        let all_by_usr2 = self.terms.is_pool && has(libc::SIGUSR2);
        if has(libc::SIGUSR1) || all_by_usr2 || asked.has(Request::Reload) {
            self.begin_reload(true);
        } else if has(libc::SIGUSR2) || asked.has(Request::ReloadTaskWorkers) {
            self.begin_reload(false);
        }
        if asked.has(Request::StopSome) {
            for number in 0..self.posts.len() {
                if self.board.take_asked_to_stop(number) {
                    self.ask_to_end(number);
                }
            }
        }
    }

    /// Takes notice of processes that have ended.
    fn reap(&mut self) {
        for number in 0..self.posts.len() {
            let Some(process) = &self.posts[number].process else {
                continue;
            };
            if let Some(ended) = has_ended(process.pid)
                && let Some(process) = self.posts[number].process.take()
            {
                self.ended(number, &process, ended);
            }
        }
        for at in (0..self.leaving.len()).rev() {
            if let Some(ended) = has_ended(self.leaving[at].1.pid) {
                let (number, process) = self.leaving.swap_remove(at);
                self.leaver_ended(number, &process, ended);
            }
        }
        self.detached.retain(|&pid| has_ended(pid).is_none());
        // SAFETY: cannot fail.
        if unsafe { libc::getpid() } == 1 {
            // Orphans of the whole container are ours.
            while let Ok(Some(_)) = children::reap(-1) {}
        }
    }

    fn ended(&mut self, number: usize, process: &Process, ended: Ended) {
        let served = self.board.served(number);
        self.board.vacate(number, process.pid.cast_unsigned());
        self.replaced(process);
        if self.stopping.is_some() {
            return;
        }
        let expected = is_expected(process, ended);
        let now = Instant::now();
        let early = process.asked.is_none() && served == 0 && now - process.since < EARLY;
        let post = &mut self.posts[number];
        post.failures = if early {
            post.failures.saturating_add(1)
        } else {
            0
        };
        let delay = delay_after(post.failures, expected);
        post.due = Some(now + delay);
        if !delay.is_zero() && !expected {
            log::write(
                Level::Warning,
                format!(
                    "worker(id={number}) has failed at its start {} times in a row, the next one starts in {} ms",
                    post.failures,
                    delay.as_millis()
                ),
            );
        }
        if !expected {
            self.failed(number, ended);
        }
    }

    /// One that had left its post has ended.
    fn leaver_ended(&mut self, number: usize, process: &Process, ended: Ended) {
        self.board.forget_leaver(process.pid.cast_unsigned());
        self.replaced(process);
        if self.stopping.is_none() && !is_expected(process, ended) {
            self.failed(number, ended);
        }
    }

    /// A reload need not wait for that process any more.
    fn replaced(&mut self, process: &Process) {
        if let Some(reload) = &mut self.reload {
            reload.left.retain(|&pid| pid != process.pid);
        }
    }

    fn failed(&self, number: usize, ended: Ended) {
        log::write(
            Level::Warning,
            format!(
                "Worker::report_error(): worker(pid={}, id={number}) abnormal exit, status={}, signal={}",
                ended.pid,
                ended.code(),
                ended.signal()
            ),
        );
        self.keeper.failed(number, ended);
    }

    /// Those that have given their places up get successors. Who goes on without the others is forgotten, but for its end.
    fn notice_departed(&mut self) {
        let now = Instant::now();
        for (number, post) in self.posts.iter_mut().enumerate() {
            let state = self.board.state(number);
            if !matches!(state, Some(State::Detached | State::Leaving)) {
                continue;
            }
            let Some(mut process) = post.process.take() else {
                continue;
            };
            post.failures = 0;
            post.due = Some(now);
            if state == Some(State::Leaving) {
                process.asked.get_or_insert(now);
                self.leaving.push((number, process));
                continue;
            }
            self.detached.push(process.pid);
            if let Some(reload) = &mut self.reload {
                reload.left.retain(|&pid| pid != process.pid);
            }
        }
    }

    /// Starts those whose time has come.
    fn start_due(&mut self) {
        let now = Instant::now();
        for number in self.in_starting_order() {
            let post = &mut self.posts[number];
            if post.due.is_none_or(|due| due > now) {
                continue;
            }
            // Nothing may be delivered to a child before it is ready for it.
            let mask = threads::block_signals();
            let orphan = Orphan::Gets(match self.board.crew().kind(number) {
                Kind::Worker | Kind::TaskWorker => libc::SIGTERM,
                Kind::UserWorker => libc::SIGKILL,
            });
            match spawn::fork(orphan) {
                Ok(Side::Child) => {
                    self.board.occupy(number, std::process::id());
                    self.born = Some(number);
                    return;
                }
                Ok(Side::Parent { child }) => {
                    threads::restore_signals(&mask);
                    self.board.occupy(number, child.cast_unsigned());
                    post.due = None;
                    post.process = Some(Process {
                        pid: child,
                        since: Instant::now(),
                        asked: None,
                        killed: false,
                    });
                }
                Err(error) => {
                    threads::restore_signals(&mask);
                    log::write(
                        Level::Error,
                        format!("cannot start worker(id={number}): fork() failed, Error: {error}"),
                    );
                    post.due = Some(now + FORK_AGAIN);
                }
            }
        }
    }

    /// Task workers come first, so that nobody can have tasks before.
    fn in_starting_order(&self) -> Vec<usize> {
        let crew = self.board.crew();
        let tasks = crew.workers..crew.workers + crew.task_workers;
        let users = tasks.end..crew.len();
        tasks.chain(0..crew.workers).chain(users).collect()
    }

    fn ask_to_end(&mut self, number: usize) {
        if let Some(process) = &mut self.posts[number].process {
            process.asked.get_or_insert_with(Instant::now);
            kill(process.pid, libc::SIGTERM);
        }
    }

    fn signal_all(&self, signal: i32) {
        let posted = self.posts.iter().filter_map(|post| post.process.as_ref());
        let leaving = self.leaving.iter().map(|(_, process)| process);
        for process in posted.chain(leaving) {
            kill(process.pid, signal);
        }
    }

    fn begin_reload(&mut self, all: bool) {
        let crew = self.board.crew();
        if self.reload.is_some() {
            // What it has replaced already may be out of date.
            self.next_reload = Some(all || self.next_reload == Some(true));
            return;
        }
        if !all && crew.task_workers == 0 {
            log::write(
                Level::Warning,
                "cannot reload task workers, task workers is not started",
            );
            return;
        }
        let which = if all { "all" } else { "task" };
        if !self.terms.is_pool {
            log::write(
                Level::Info,
                format!("Server is reloading {which} workers now"),
            );
        }
        self.keeper.reloading();
        let first = if all { 0 } else { crew.workers };
        let queue: VecDeque<(usize, i32)> = (first..crew.workers + crew.task_workers)
            .filter_map(|number| Some((number, self.posts[number].process.as_ref()?.pid)))
            .collect();
        let left = queue.iter().map(|&(_, pid)| pid).collect();
        self.reload = Some(Reload {
            queue,
            current: None,
            left,
        });
    }

    fn go_on_reloading(&mut self) {
        loop {
            let now = Instant::now();
            let Some(reload) = &mut self.reload else {
                return;
            };
            if let Some((number, pid, since)) = reload.current {
                let present = self.posts[number].process.as_ref();
                let is_replaced = present.is_some_and(|process| process.pid != pid)
                    && self
                        .board
                        .state(number)
                        .is_some_and(|state| state != State::Absent);
                let is_old = present.is_some_and(|process| process.pid == pid);
                // A successor that is slow, or fails, does not keep the others from theirs.
                let too_slow = !is_old && now - since >= self.terms.max_wait + GRACE;
                if !is_replaced && !too_slow {
                    return;
                }
                reload.current = None;
            }
            match reload.queue.pop_front() {
                Some((number, pid)) => {
                    let process = self.posts[number].process.as_ref();
                    if process.is_some_and(|process| process.pid == pid) {
                        reload.current = Some((number, pid, now));
                        self.ask_to_end(number);
                    }
                }
                None if reload.left.is_empty() => {
                    self.reload = None;
                    self.keeper.reloaded();
                    if let Some(all) = self.next_reload.take() {
                        self.begin_reload(all);
                    }
                }
                None => return,
            }
        }
    }

    fn begin_stopping(&mut self) {
        if self.stopping.is_some() {
            return;
        }
        self.board.set_stopping();
        self.keeper.stopping();
        self.notice_departed();
        self.reload = None;
        for post in &mut self.posts {
            post.due = None;
        }
        self.stop_kind(Kind::Worker);
    }

    /// There is no master any more that could kill who does not end: all have to do so at once, and soon.
    fn hurry(&mut self) {
        self.terms.max_wait = self.terms.max_wait.min(ORPHANS_WAIT);
        self.begin_stopping();
        for number in 0..self.posts.len() {
            let process = self.posts[number].process.as_ref();
            if process.is_some_and(|process| process.asked.is_none()) {
                self.ask_to_end(number);
            }
        }
    }

    fn stop_kind(&mut self, kind: Kind) {
        self.stopping = Some(kind);
        for number in 0..self.posts.len() {
            if self.board.crew().kind(number) == kind {
                self.ask_to_end(number);
            }
        }
    }

    /// Stops the next kind when the one before has ended. True if nobody is left.
    fn go_on_stopping(&mut self) -> bool {
        while let Some(kind) = self.stopping {
            let crew = self.board.crew();
            let mut posts = self.posts.iter().enumerate();
            let is_there =
                posts.any(|(number, post)| crew.kind(number) == kind && post.process.is_some());
            // Those that have left were workers.
            if is_there || !self.leaving.is_empty() {
                return false;
            }
            match kind {
                Kind::Worker => self.stop_kind(Kind::TaskWorker),
                Kind::TaskWorker => self.stop_kind(Kind::UserWorker),
                Kind::UserWorker => return true,
            }
        }
        false
    }

    /// When a process that was asked to end is killed.
    fn patience(&self, number: usize, process: &Process) -> Option<Instant> {
        let ends = self.board.state(number) == Some(State::Ending);
        let grace = if ends { GRACE } else { Duration::ZERO };
        process.killed_at(self.terms.max_wait + grace)
    }

    fn kill_late(&mut self) {
        let now = Instant::now();
        let max_wait = self.terms.max_wait;
        for number in 0..self.posts.len() {
            let Some(process) = &self.posts[number].process else {
                continue;
            };
            let is_late = self
                .patience(number, process)
                .is_some_and(|until| until <= now);
            if let Some(process) = self.posts[number].process.as_mut().filter(|_| is_late) {
                force(number, process);
            }
        }
        for (number, process) in &mut self.leaving {
            if process
                .killed_at(max_wait + GRACE)
                .is_some_and(|at| at <= now)
            {
                force(*number, process);
            }
        }
    }

    /// How long there is nothing to do.
    fn sleep(&self) -> Duration {
        let posted = self.posts.iter().enumerate();
        let patience =
            posted.filter_map(|(number, post)| self.patience(number, post.process.as_ref()?));
        let leaving = self.leaving.iter();
        let leaving =
            leaving.filter_map(|(_, process)| process.killed_at(self.terms.max_wait + GRACE));
        let due = self.posts.iter().filter_map(|post| post.due);
        // A successor shows on the board that it is ready; it rings for nothing.
        let poll = self.reload.as_ref().and_then(|reload| reload.current);
        let poll = poll.map(|_| Instant::now() + Duration::from_millis(5));
        let next = patience.chain(leaving).chain(due).chain(poll).min();
        next.map_or(LOOK_AROUND, |at| {
            at.saturating_duration_since(Instant::now())
        })
    }
}

/// How long the next start waits after so many failures in a row.
fn delay_after(failures: u32, expected: bool) -> Duration {
    let Some(doublings) = failures.checked_sub(2) else {
        return Duration::ZERO;
    };
    if expected {
        return FIRST_DELAY;
    }
    FIRST_DELAY
        .saturating_mul(1 << doublings.min(16))
        .min(LONGEST_DELAY)
}

/// Whether a process has ended as it should.
fn is_expected(process: &Process, ended: Ended) -> bool {
    ended.code() == 0 && ended.signal() == 0
        || process.asked.is_some() && ended.signal() == libc::SIGTERM
}

/// Kills a process that takes too long to end.
fn force(number: usize, process: &mut Process) {
    let pid = process.pid;
    log::write(
        Level::Warning,
        format!("force kill worker process(pid={pid}, id={number})"),
    );
    kill(pid, libc::SIGKILL);
    process.killed = true;
}

/// How a child has ended, if it has. One that somebody else has reaped is gone, too.
fn has_ended(pid: i32) -> Option<Ended> {
    match children::reap(pid) {
        Ok(ended) => ended,
        Err(_) => Some(Ended::unknown(pid)),
    }
}

fn kill(pid: i32, signal: i32) {
    // SAFETY: kill(2) on a child that was not reaped yet, so that the id is its own.
    unsafe { libc::kill(pid, signal) };
}
