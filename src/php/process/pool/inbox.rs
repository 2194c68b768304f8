//! Where the messages of a worker come from: its pipe, the queue of all, clients of a socket.

use std::cell::{Cell, RefCell};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::rc::{Rc, Weak};
use std::time::{Duration, Instant};

use mio::Interest;
use socket2::Socket;

use super::{Current, Made, Pool};
use crate::engine::listener::Listener;
use crate::engine::log::{self, Level};
use crate::engine::process::bus::Receiver;
use crate::engine::process::pipe::{self, End, Pipe};
use crate::engine::process::queue::{self, Queue};
use crate::php::runtime::{self, Verdict};
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::zend::{Callback, Obj, Value};

/// How long a client may take to send its message, or to take the answer.
const CLIENT_LIMIT: Duration = Duration::from_secs(60);
/// How long a read goes on without a look at whether the worker is to end.
const SLICE: Duration = Duration::from_millis(100);
/// How late a signal may be that came just before the worker has begun to wait for the queue.
const QUEUE_LIMIT: Duration = Duration::from_millis(100);
/// Bytes that are made room for before they have come.
const PIECE: usize = 64 * 1024;
/// Messages that are handled at a time before others have their turn.
const BATCH: usize = 64;

/// What there was.
pub enum Taken {
    Nothing,
    Message(Vec<u8>),
    Request(Client, Vec<u8>),
}

/// Where a worker without coroutines takes messages from.
pub enum Source<'a> {
    /// Its own pipe, by which messages come in pieces.
    Bus {
        received: &'a RefCell<Option<Receiver>>,
        ready: Ready,
    },
    Pipe {
        fd: RawFd,
        buffer: Vec<u8>,
        ready: Ready,
    },
    Queue(Rc<Queue>),
    Clients {
        listener: Listener,
        longest: usize,
        ready: Ready,
    },
}

/// A descriptor, and whether there may be something to read.
pub struct Ready {
    flag: Rc<Cell<bool>>,
    _watch: Watch,
}

impl Ready {
    fn watch(fd: RawFd) -> io::Result<Self> {
        let watch = Watch::beside(fd, Interest::READABLE)?;
        let flag = Rc::new(Cell::new(true));
        let set = Rc::clone(&flag);
        watch.listen(Direction::Read, Some(Rc::new(move || set.set(true))));
        Ok(Self {
            flag,
            _watch: watch,
        })
    }
}

fn closed() -> io::Error {
    io::Error::from_raw_os_error(libc::EBADF)
}

fn would_block(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::WouldBlock
}

/// The next message of the bus, if it is there.
pub fn take(received: &RefCell<Option<Receiver>>) -> io::Result<Option<Vec<u8>>> {
    match received.borrow_mut().as_mut() {
        Some(receiver) => receiver.take(),
        None => Ok(None),
    }
}

/// Tells of a message that does not come.
fn tell_loss(reason: &str) {
    log::write(Level::Warning, format!("message bus: {reason}"));
}

impl<'a> Source<'a> {
    /// The pipe of a worker.
    pub fn pipe(made: &'a Made, number: usize) -> io::Result<Self> {
        let pipe = made.pipes.get(number);
        let fd = pipe
            .and_then(|pipe| pipe.descriptor(End::Worker))
            .ok_or_else(closed)?;
        if made.has_bus.get() {
            made.received.replace(Some(Receiver::new(fd, tell_loss)));
            return Ok(Self::Bus {
                received: &made.received,
                ready: Ready::watch(fd)?,
            });
        }
        Ok(Self::Pipe {
            fd,
            buffer: vec![0; made.longest.get()],
            ready: Ready::watch(fd)?,
        })
    }

    /// The queue of all.
    pub fn queue(made: &Made) -> io::Result<Self> {
        made.queue.clone().map(Self::Queue).ok_or_else(closed)
    }

    /// Clients of the pool's socket.
    pub fn clients(made: &Made) -> io::Result<Self> {
        let listener = made.listener.borrow().clone().ok_or_else(closed)?;
        Ok(Self::Clients {
            ready: Ready::watch(listener.raw_fd())?,
            longest: made.longest.get(),
            listener,
        })
    }

    /// Takes what is there. A queue is waited for in here.
    pub fn take(&mut self, current: &Current) -> io::Result<Taken> {
        match self {
            Self::Bus { received, ready } => Ok(take(received)?.map_or_else(
                || {
                    ready.flag.set(false);
                    Taken::Nothing
                },
                Taken::Message,
            )),
            Self::Pipe { fd, buffer, ready } => {
                match pipe::read(*fd, buffer, Some(Duration::ZERO)) {
                    Ok(count) => Ok(Taken::Message(buffer[..count].to_vec())),
                    Err(error) if would_block(&error) => {
                        ready.flag.set(false);
                        Ok(Taken::Nothing)
                    }
                    Err(error) => Err(error),
                }
            }
            Self::Queue(queue) => {
                let reactor = runtime::reactor()?;
                let due = reactor.timers().next_deadline();
                let due = due.map(|due| due.saturating_duration_since(Instant::now()));
                let limit = due.map_or(QUEUE_LIMIT, |due| due.min(QUEUE_LIMIT));
                match queue.pop_within(0, queue::LONGEST, limit) {
                    Ok(bytes) => Ok(Taken::Message(bytes)),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Taken::Nothing),
                    Err(error) => Err(error),
                }
            }
            Self::Clients {
                listener,
                longest,
                ready,
            } => match listener.accept() {
                Ok((socket, _)) => {
                    let client = Client(socket);
                    Ok(match client.receive(*longest, current) {
                        Some(bytes) => Taken::Request(client, bytes),
                        None => Taken::Nothing,
                    })
                }
                Err(error) if would_block(&error) => {
                    ready.flag.set(false);
                    Ok(Taken::Nothing)
                }
                // The client has gone again, or there is no descriptor for it now.
                Err(_) => {
                    ready.flag.set(false);
                    runtime::run_turn_within(Some(SLICE))?;
                    ready.flag.set(true);
                    Ok(Taken::Nothing)
                }
            },
        }
    }

    /// Whether there are messages in the memory of this process, which no successor would find.
    pub fn has_kept(&self) -> bool {
        match self {
            Self::Bus { received, .. } => {
                received.borrow().as_ref().is_some_and(Receiver::has_kept)
            }
            _ => false,
        }
    }

    /// Waits until there may be something, or something else has happened.
    pub fn wait(&self) -> io::Result<Verdict> {
        let may_wait = match self {
            Self::Pipe { ready, .. } | Self::Clients { ready, .. } => !ready.flag.get(),
            Self::Bus { ready, .. } => !ready.flag.get() && !self.has_kept(),
            Self::Queue(_) => false,
        };
        let limit = if may_wait { None } else { Some(Duration::ZERO) };
        runtime::run_turn_within(limit)
    }
}

/// A client that has sent, or is sending, a message.
pub struct Client(Socket);

impl Client {
    /// The message; `None` if it does not come, or is too long.
    fn receive(&self, longest: usize, current: &Current) -> Option<Vec<u8>> {
        let end = Instant::now() + CLIENT_LIMIT;
        let length = self.read(4, end, current)?;
        let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
        if length == 0 || length > longest {
            return None;
        }
        self.read(length, end, current)
    }

    fn read(&self, length: usize, end: Instant, current: &Current) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        while bytes.len() < length {
            let at = bytes.len();
            bytes.resize(at + (length - at).min(PIECE), 0);
            let left = end.saturating_duration_since(Instant::now());
            let limit = Some(left.min(SLICE));
            match pipe::read(self.0.as_raw_fd(), &mut bytes[at..], limit) {
                Ok(0) => return None,
                Ok(count) => bytes.truncate(at + count),
                Err(error) if would_block(&error) && !left.is_zero() => {
                    bytes.truncate(at);
                    runtime::run_turn_within(Some(Duration::ZERO)).ok()?;
                    if current.stopping.get() || runtime::is_ending() {
                        return None;
                    }
                }
                Err(_) => return None,
            }
        }
        Some(bytes)
    }

    /// Sends the answer, if there is one. The connection ends with this.
    pub fn answer(self, bytes: &[u8]) {
        let Ok(length) = u32::try_from(bytes.len()) else {
            return;
        };
        if length > 0 {
            let fd = self.0.as_raw_fd();
            // Whoever has gone wants no answer.
            let _ = pipe::write(fd, &length.to_be_bytes(), Some(CLIENT_LIMIT))
                .and_then(|()| pipe::write(fd, bytes, Some(CLIENT_LIMIT)));
        }
    }
}

/// The pipe of a worker with coroutines: each message gets one.
pub struct Watched {
    watch: Watch,
    fd: RawFd,
    object: Obj,
    current: Weak<Current>,
    callback: Rc<Callback>,
    /// What a message is read into, without message bus.
    buffer: RefCell<Vec<u8>>,
    ended: Cell<bool>,
}

impl Watched {
    /// Has the loop tell of messages.
    pub fn new(
        worker: &super::worker::Worker<'_>,
        callback: Rc<Callback>,
        pipe: &Pipe,
    ) -> io::Result<Rc<Self>> {
        let made = worker.made;
        let fd = pipe.descriptor(End::Worker).ok_or_else(closed)?;
        let buffer = if made.has_bus.get() {
            made.received.replace(Some(Receiver::new(fd, tell_loss)));
            Vec::new()
        } else {
            vec![0; made.longest.get()]
        };
        let watched = Rc::new(Self {
            watch: Watch::beside(fd, Interest::READABLE)?,
            fd,
            object: worker.object.clone(),
            current: Rc::downgrade(worker.current),
            callback,
            buffer: RefCell::new(buffer),
            ended: Cell::new(false),
        });
        let weak = Rc::downgrade(&watched);
        let function = move || {
            if let Some(watched) = weak.upgrade() {
                watched.drain(&weak);
            }
        };
        watched
            .watch
            .listen(Direction::Read, Some(Rc::new(function)));
        Ok(watched)
    }

    fn next(&self) -> io::Result<Option<Value>> {
        let made = self
            .object
            .native::<Pool>()
            .and_then(|pool| pool.made.get());
        if let Some(made) = made.filter(|made| made.has_bus.get()) {
            let message = take(&made.received)?;
            return Ok(message.map(|message| Value::bytes(&message)));
        }
        let mut buffer = self.buffer.borrow_mut();
        match pipe::read(self.fd, &mut buffer, Some(Duration::ZERO)) {
            Ok(count) => Ok(Some(Value::bytes(&buffer[..count]))),
            Err(error) if would_block(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Handles what is there.
    fn drain(&self, weak: &Weak<Self>) {
        for _ in 0..BATCH {
            let Ok(Some(message)) = self.next() else {
                return;
            };
            if let Some(current) = self.current.upgrade() {
                current.count();
            }
            let callback = Rc::clone(&self.callback);
            let this = self.object.clone();
            let job = move || callback.run(&mut [this.into(), message]);
            if runtime::spawn(job) == Verdict::End {
                runtime::end();
                return;
            }
            // The worker may have been stopped meanwhile: only this call holds the watch then.
            if weak.strong_count() <= 1 || self.ended.get() {
                return;
            }
        }
        if self.watch.rearm().is_err() {
            self.ended.set(true);
        }
    }
}
