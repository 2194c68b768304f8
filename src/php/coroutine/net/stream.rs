//! A socket whose operations suspend the running coroutine: its life from the making to the close, and its waits. What
//! moves bytes is in `transfer`.

use std::cell::{Cell, OnceCell, RefCell};
use std::io;
use std::mem::ManuallyDrop;
use std::net::{Shutdown, SocketAddr};
use std::os::fd::{AsRawFd, RawFd};
use std::rc::Rc;
use std::time::Duration;

use socket2::{Domain, Protocol, SockAddr, Socket, Type};

use super::address::{self, Unusable};
use super::{Failure, Limit, Outcome};
use crate::engine::listener::accept4;
use crate::php::coroutine::system::resolve;
use crate::php::sched::descriptor::{Busy, Direction, Watch};
use crate::php::sched::{self, Woken};
use crate::php::zend::{PhpResult, Thrown, errors};
use crate::php::{classes, last_error, runtime};

/// A socket of any kind. One coroutine may wait for reading and one for writing.
#[derive(Debug)]
pub struct Stream {
    fd: RawFd,
    domain: Domain,
    kind: Type,
    /// Gone once it is closed; whoever waits holds it until then.
    open: RefCell<Option<Rc<Open>>>,
    state: Cell<State>,
    connected: Cell<bool>,
    /// Which directions [`Stream::shutdown`] has closed: reading, writing.
    shut: Cell<(bool, bool)>,
    /// The coroutine that looks a host name up to connect to it; 0 if none does.
    resolving: Cell<i64>,
    /// The coroutine that reads in several steps, see [`Stream::hold_reading`].
    reading: Cell<Option<i64>>,
}

/// Nobody else may read from the stream while this lives.
pub struct Reading<'a> {
    stream: &'a Stream,
    before: Option<i64>,
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.stream.reading.set(self.before);
    }
}

/// How far a socket is from its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// Closed while coroutines waited: they have been woken.
    Ended,
    Closed,
}

/// The descriptor and its place in the loop.
#[derive(Debug)]
pub(super) struct Open {
    /// Made when somebody first waits.
    watch: OnceCell<Watch>,
    socket: ManuallyDrop<Socket>,
    /// Whether the descriptor is closed with this.
    owned: bool,
    /// Why the wait of a direction is ended early; 0 if it is not. Reading, writing.
    interrupted: [Cell<i32>; 2],
}

impl Open {
    fn watch(&self) -> io::Result<&Watch> {
        if let Some(watch) = self.watch.get() {
            return Ok(watch);
        }
        let watch = Watch::new(self.socket.as_raw_fd())?;
        Ok(self.watch.get_or_init(|| watch))
    }

    fn waiter(&self, direction: Direction) -> Option<i64> {
        self.watch.get()?.waiter(direction)
    }

    /// Ends the wait of a direction with a code. False if nobody waits there.
    fn interrupt(&self, direction: Direction, code: i32) -> bool {
        let Some(watch) = self.watch.get() else {
            return false;
        };
        if watch.waiter(direction).is_none() {
            return false;
        }
        self.interrupted[direction as usize].set(code);
        watch.wake(direction)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // Before the descriptor is closed, so that the loop does not mistake its successor for it.
        drop(self.watch.take());
        if self.owned {
            // SAFETY: it is not used after this.
            unsafe { ManuallyDrop::drop(&mut self.socket) };
        }
    }
}

impl Stream {
    /// A new socket. TCP ones send without delay.
    pub fn new(domain: Domain, kind: Type, protocol: Option<Protocol>) -> io::Result<Self> {
        let socket = Socket::new_raw(domain, kind.nonblocking().cloexec(), protocol)?;
        Ok(Self::with(socket, domain, kind, true))
    }

    /// Takes a socket over.
    pub fn from_socket(socket: Socket) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        let (domain, kind) = (socket.domain()?, socket.r#type()?);
        Ok(Self::with(socket, domain, kind, true))
    }

    /// Uses a socket that somebody else closes, after this one was dropped or closed.
    pub fn borrow_socket(socket: Socket) -> io::Result<Self> {
        // Whatever happens, it is not closed here.
        let socket = ManuallyDrop::new(socket);
        socket.set_nonblocking(true)?;
        let (domain, kind) = (socket.domain()?, socket.r#type()?);
        let socket = ManuallyDrop::into_inner(socket);
        Ok(Self::with(socket, domain, kind, false))
    }

    fn with(socket: Socket, domain: Domain, kind: Type, owned: bool) -> Self {
        if kind == Type::STREAM && matches!(domain, Domain::IPV4 | Domain::IPV6) {
            // A socket that does not know the option works without it.
            let _ = socket.set_tcp_nodelay(true);
        }
        Self {
            fd: socket.as_raw_fd(),
            domain,
            kind,
            open: RefCell::new(Some(Rc::new(Open {
                watch: OnceCell::new(),
                socket: ManuallyDrop::new(socket),
                owned,
                interrupted: Default::default(),
            }))),
            state: Cell::new(State::Open),
            connected: Cell::new(false),
            shut: Cell::new((false, false)),
            resolving: Cell::new(0),
            reading: Cell::new(None),
        }
    }

    /// The descriptor; the number stays when it is closed.
    pub fn fd(&self) -> RawFd {
        self.fd
    }

    /// `AF_INET` and its like.
    pub fn domain(&self) -> Domain {
        self.domain
    }

    /// `SOCK_STREAM` and its like.
    pub fn kind(&self) -> Type {
        self.kind
    }

    /// Whether [`Stream::close`] has closed it. One that was closed while coroutines waited is not until the next one.
    pub fn is_closed(&self) -> bool {
        self.state.get() == State::Closed
    }

    /// Whether it was connected, or accepted, and neither shut down since nor closed. The peer is not asked.
    pub fn is_connected(&self) -> bool {
        self.connected.get() && !self.is_closed()
    }

    /// The open socket, for what does not wait.
    pub fn with_socket<R>(&self, body: impl FnOnce(&Socket) -> R) -> Result<R, Failure> {
        Ok(body(&self.open()?.socket))
    }

    pub(super) fn open(&self) -> Result<Rc<Open>, Failure> {
        match self.state.get() {
            State::Closed => Err(Failure::new(libc::EBADF)),
            State::Ended => Err(Failure::new(last_error::CO_SOCKET_CLOSE_WAIT)),
            State::Open => match &*self.open.borrow() {
                Some(open) => Ok(Rc::clone(open)),
                None => Err(Failure::new(libc::EBADF)),
            },
        }
    }

    /// The coroutine that waits in this direction, or has it to itself; the running one does not count.
    pub fn waiter(&self, direction: Direction) -> Option<i64> {
        if self.resolving.get() != 0 {
            return Some(self.resolving.get());
        }
        if direction == Direction::Read
            && let Some(reader) = self.reading.get()
            && reader != sched::current_cid()
        {
            return Some(reader);
        }
        self.open.borrow().as_ref()?.waiter(direction)
    }

    /// Refuses, as Swoole does by a fatal error, a second coroutine in this direction.
    pub fn claim(&self, direction: Direction) -> PhpResult {
        match self.waiter(direction) {
            None => Ok(()),
            Some(other) => Err(self.bound(direction, other)),
        }
    }

    /// Has the running coroutine be the only one that may read, also between its waits. Refused as by
    /// [`Stream::claim`].
    pub fn hold_reading(&self) -> PhpResult<Reading<'_>> {
        self.claim(Direction::Read)?;
        let before = self.reading.replace(Some(sched::current_cid()));
        Ok(Reading {
            stream: self,
            before,
        })
    }

    /// Whether the running coroutine is in the middle of reading in several steps.
    pub fn is_being_read_here(&self) -> bool {
        self.reading.get() == Some(sched::current_cid())
    }

    #[cold]
    fn bound(&self, direction: Direction, other: i64) -> Thrown {
        let what = match direction {
            Direction::Read => "reading",
            Direction::Write => "writing",
        };
        errors::fatal(
            classes::ERROR.get(),
            &format!(
                "Socket#{} has already been bound to another coroutine#{other}, {what} of the same socket in \
                 coroutine#{} at the same time is not allowed",
                self.fd,
                sched::current_cid()
            ),
            last_error::CO_HAS_BEEN_BOUND.into(),
        )
    }

    /// Tries until `attempt` does not say any more that it would block, waiting in between. What it holds must be able
    /// to stand a switch of coroutines between two attempts, and nothing may switch within one.
    pub fn retry<T>(
        &self,
        direction: Direction,
        limit: &Limit,
        mut attempt: impl FnMut(&Socket) -> io::Result<T>,
    ) -> Outcome<T> {
        self.claim(direction)?;
        let open = match self.open() {
            Ok(open) => open,
            Err(failure) => return Ok(Err(failure)),
        };
        loop {
            match attempt(&open.socket) {
                Ok(value) => return Ok(Ok(value)),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if let Err(failure) = self.wait_in(&open, direction, limit)? {
                        return Ok(Err(failure));
                    }
                }
                Err(error) => return Ok(Err(error.into())),
            }
        }
    }

    fn wait_in(&self, open: &Open, direction: Direction, limit: &Limit) -> Outcome {
        sched::require()?;
        let ready = limit.left().and_then(|left| Ok((left, open.watch()?)));
        let (left, watch) = match ready {
            Ok(ready) => ready,
            Err(failure) => return Ok(Err(failure)),
        };
        let interrupted = &open.interrupted[direction as usize];
        interrupted.set(0);
        let code = match watch.wait(direction, left)? {
            Ok(Woken::Ready) => interrupted.replace(0),
            Ok(Woken::TimedOut) => libc::ETIMEDOUT,
            Ok(Woken::Canceled | Woken::Ended) => libc::ECANCELED,
            Err(Busy::Bound(other)) => return Err(self.bound(direction, other)),
        };
        Ok(match code {
            0 => Ok(()),
            code => Err(Failure::new(code)),
        })
    }

    /// Gives the socket an address.
    pub fn bind(&self, address: &SockAddr) -> Result<(), Failure> {
        Ok(self.open()?.socket.bind(address)?)
    }

    /// Lets others connect.
    pub fn listen(&self, backlog: i32) -> Result<(), Failure> {
        Ok(self.open()?.socket.listen(backlog)?)
    }

    /// Waits for a connection.
    pub fn accept(&self, limit: &Limit) -> Outcome<Self> {
        let accepted = self.retry(Direction::Read, limit, accept4)?;
        Ok(accepted.map(|(socket, _)| {
            let stream = Self::with(socket, self.domain, self.kind, true);
            stream.connected.set(true);
            stream
        }))
    }

    /// Connects to an address.
    pub fn connect(&self, address: &SockAddr, limit: &Limit) -> Outcome {
        self.claim(Direction::Read)?;
        self.claim(Direction::Write)?;
        let open = match self.open() {
            Ok(open) => open,
            Err(failure) => return Ok(Err(failure)),
        };
        let outcome = match open.socket.connect(address) {
            Ok(()) => Ok(()),
            Err(error) if is_in_progress(&error) => self.connecting(&open, limit)?,
            Err(error) => Err(error.into()),
        };
        if outcome.is_ok() {
            self.connected.set(true);
            self.shut.set((false, false));
        }
        Ok(outcome)
    }

    fn connecting(&self, open: &Open, limit: &Limit) -> Outcome {
        loop {
            if let Err(failure) = self.wait_in(open, Direction::Write, limit)? {
                return Ok(Err(failure));
            }
            match open.socket.take_error() {
                Ok(None) => {}
                Ok(Some(error)) | Err(error) => return Ok(Err(error.into())),
            }
            // Readiness may be left from before the attempt.
            match open.socket.peer_addr() {
                Err(error) if error.raw_os_error() == Some(libc::ENOTCONN) => {}
                _ => return Ok(Ok(())),
            }
        }
    }

    /// Connects to a host, which is looked up unless it is numeric, or to the path of a unix socket.
    pub fn connect_host(
        &self,
        host: &[u8],
        port: i64,
        limit: &Limit,
        lookup: Option<Duration>,
    ) -> Outcome {
        self.claim(Direction::Read)?;
        self.claim(Direction::Write)?;
        if let Err(failure) = self.open() {
            return Ok(Err(failure));
        }
        self.resolving.set(sched::current_cid().max(0));
        let found = self.find(host, port, lookup);
        self.resolving.set(0);
        match found? {
            Ok(address) => self.connect(&address, limit),
            Err(failure) => Ok(Err(failure)),
        }
    }

    /// The address of a host for this socket, which others may use while it is looked up.
    pub fn find(&self, host: &[u8], port: i64, lookup: Option<Duration>) -> Outcome<SockAddr> {
        match address::parse(self.domain, host, port) {
            Ok(address) => return Ok(Ok(address)),
            Err(Unusable::Not(failure)) => return Ok(Err(failure)),
            Err(Unusable::Name) => {}
        }
        let ip = match resolve(address::until_nul(host), self.domain.into(), lookup)? {
            Ok(ip) => ip,
            Err(code) => return Ok(Err(Failure::new(code))),
        };
        // `parse` has checked the port.
        let port = u16::try_from(port).unwrap_or(0);
        Ok(Ok(SocketAddr::new(ip, port).into()))
    }

    /// Closes one direction of a connection, or both.
    pub fn shutdown(&self, how: Shutdown) -> Result<(), Failure> {
        let open = self.open()?;
        let (read, write) = self.shut.get();
        let again = match how {
            Shutdown::Read => read,
            Shutdown::Write => write,
            Shutdown::Both => false,
        };
        if !self.connected.get() || again {
            return Err(Failure::new(libc::ENOTCONN));
        }
        let gone = match open.socket.shutdown(how) {
            Ok(()) => false,
            // The peer has reset the connection.
            Err(error) if error.raw_os_error() == Some(libc::ENOTCONN) => true,
            Err(error) => return Err(error.into()),
        };
        let shut = (
            gone || read || how != Shutdown::Write,
            gone || write || how != Shutdown::Read,
        );
        self.shut.set(shut);
        if shut == (true, true) {
            self.connected.set(false);
        }
        Ok(())
    }

    /// Ends the wait of the coroutine in this direction with `ECANCELED`. It runs at once: the caller looks at
    /// [`runtime::is_ending`] afterwards. False if nobody waits.
    pub fn cancel(&self, direction: Direction) -> bool {
        let open = self.open.borrow().clone();
        open.is_some_and(|open| open.interrupt(direction, libc::ECANCELED))
    }

    /// Closes the socket. Coroutines that wait in it are woken, their operations fail with `ECANCELED`, and the last of
    /// them takes the descriptor with it; then the failure is `CO_SOCKET_CLOSE_WAIT`, and the caller looks at
    /// [`runtime::is_ending`].
    pub fn close(&self) -> Result<(), Failure> {
        if self.is_closed() {
            return Err(Failure::new(libc::EBADF));
        }
        if self.connected.get() {
            // It is closed in any case.
            let _ = self.shutdown(Shutdown::Both);
        }
        let open = self.open.take();
        let waited = open.as_ref().is_some_and(|open| {
            open.waiter(Direction::Read).is_some() || open.waiter(Direction::Write).is_some()
        });
        if !waited {
            self.state.set(State::Closed);
            return Ok(());
        }
        self.state.set(State::Ended);
        if let Some(open) = open {
            open.interrupt(Direction::Write, libc::ECANCELED);
            if !runtime::is_ending() {
                open.interrupt(Direction::Read, libc::ECANCELED);
            }
        }
        Err(Failure::new(last_error::CO_SOCKET_CLOSE_WAIT))
    }
}

/// Whether an attempt to connect goes on in the kernel. A unix socket whose peer's queue is full says `EAGAIN` instead,
/// and has given up.
fn is_in_progress(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::EINPROGRESS) || error.kind() == io::ErrorKind::Interrupted
}
