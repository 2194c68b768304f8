//! A socket as the API has it: a stream with its own timeouts, its rules for packets, and what was read ahead.

use std::cell::{Cell, RefCell};
use std::io;
use std::net::Shutdown;
use std::rc::Rc;

use socket2::{SockAddr, Socket};

use super::framing::{Framing, Head};
use super::input::{Input, Packet};
use super::proxy::Proxy;
use super::timeouts::{Timeouts, limit};
use super::{Failure, Outcome, Stream, Transfer};
use crate::php::last_error;
use crate::php::sched::descriptor::Direction;
use crate::php::zend::PhpResult;

/// A socket with its settings.
pub struct Endpoint {
    /// The socket.
    pub stream: Stream,
    /// Used where a call gives no timeout.
    pub timeouts: Cell<Timeouts>,
    /// Who connects for it, if somebody does.
    pub proxy: RefCell<Option<Proxy>>,
    framing: RefCell<Rc<Framing>>,
    /// Taken out while somebody reads.
    input: Cell<Input>,
    on_close: RefCell<Option<Rc<dyn Fn()>>>,
}

impl Endpoint {
    /// A socket with the settings that new ones have.
    pub fn new(stream: Stream) -> Self {
        Self {
            stream,
            timeouts: Cell::new(Timeouts::defaults()),
            proxy: RefCell::default(),
            framing: RefCell::default(),
            input: Cell::default(),
            on_close: RefCell::default(),
        }
    }

    /// Waits for a connection, which inherits the settings.
    pub fn accept(&self, timeout: f64) -> Outcome<Self> {
        let timeouts = self.timeouts.get();
        let accepted = self.stream.accept(&limit(timeout, timeouts.read))?;
        Ok(accepted.map(|stream| Self {
            timeouts: Cell::new(timeouts),
            framing: RefCell::new(self.framing()),
            ..Self::new(stream)
        }))
    }

    /// Connects to a host or to the path of a unix socket.
    pub fn connect(&self, host: &[u8], port: i64, timeout: f64) -> Outcome {
        let own = self.timeouts.get();
        let lookup = crate::php::coroutine::timeout(own.lookup);
        let limit = limit(timeout, own.connect);
        let Some(proxy) = self.proxy.borrow().clone() else {
            return self.stream.connect_host(host, port, &limit, lookup);
        };
        let Ok(port) = u16::try_from(port) else {
            return Ok(Err(Failure::new(last_error::BAD_PORT)));
        };
        let connected = self
            .stream
            .connect_host(&proxy.host, proxy.port, &limit, lookup)?;
        match connected {
            Ok(()) => proxy.connect_to(host, port, &self.stream, &limit),
            Err(failure) => Ok(Err(failure)),
        }
    }

    /// How packets are told apart.
    pub fn framing(&self) -> Rc<Framing> {
        Rc::clone(&self.framing.borrow())
    }

    /// Changes how packets are told apart.
    pub fn set_framing(&self, framing: Framing) {
        let old = self.framing.replace(Rc::new(framing));
        // Its function may own what has a destructor.
        drop(old);
    }

    /// Changes the timeouts.
    pub fn change_timeouts(&self, change: impl FnOnce(&mut Timeouts)) {
        let mut timeouts = self.timeouts.get();
        change(&mut timeouts);
        self.timeouts.set(timeouts);
    }

    /// Works with what was read ahead; only one coroutine may.
    fn with_input<R>(&self, body: impl FnOnce(&mut Input) -> PhpResult<R>) -> PhpResult<R> {
        self.stream.claim(Direction::Read)?;
        let mut input = self.input.take();
        let result = body(&mut input);
        self.input.set(input);
        result
    }

    /// What the bytes at the front tell of the length of their packet. If a function of the program is asked, others may
    /// read meanwhile: they find what was read ahead in its place, and what they take is nobody else's.
    fn head(&self, input: &mut Input, framing: &Framing) -> PhpResult<Head> {
        if !framing.asks_program() {
            return framing.head(input.as_slice());
        }
        loop {
            let (front, changes) = (input.as_slice().to_vec(), input.changes());
            self.input.set(std::mem::take(input));
            let head = framing.head(&front);
            *input = self.input.take();
            let is_same = input.changes() == changes && input.len() >= front.len();
            if is_same || head.is_err() {
                return head;
            }
        }
    }

    /// Waits for a packet and gives it to `take`.
    pub fn packet<R>(
        &self,
        timeout: f64,
        take: impl FnOnce(&[u8]) -> Result<R, Failure>,
    ) -> Outcome<Packet<R>> {
        let limit = limit(timeout, self.timeouts.get().read);
        let framing = self.framing();
        self.with_input(|input| {
            let head = |input: &mut Input| self.head(input, &framing);
            Ok(match input.packet(&self.stream, &framing, &limit, head)? {
                Ok(Packet::Whole(count)) => {
                    let taken = take(&input.as_slice()[..count]);
                    input.consume(count);
                    taken.map(Packet::Whole)
                }
                Ok(Packet::End) => Ok(Packet::End),
                Ok(Packet::Malformed(failure)) => Ok(Packet::Malformed(failure)),
                Err(failure) => Err(failure),
            })
        })
    }

    /// Waits for a line of at most `most` bytes and gives it to `take`; `None` at the end of the stream.
    pub fn line<R>(
        &self,
        most: usize,
        timeout: f64,
        take: impl FnOnce(&[u8]) -> Result<R, Failure>,
    ) -> Outcome<Option<R>> {
        let limit = limit(timeout, self.timeouts.get().read);
        self.with_input(|input| {
            Ok(match input.line(most, &self.stream, &limit)? {
                Ok(0) => Ok(None),
                Ok(count) => {
                    let taken = take(&input.as_slice()[..count]);
                    input.consume(count);
                    taken.map(Some)
                }
                Err(failure) => Err(failure),
            })
        })
    }

    /// Reads through what was read ahead, at most `most` bytes, and gives them to `take`; `None` at the end of the
    /// stream. A failure may come with the bytes that were there.
    pub fn some<R>(
        &self,
        most: usize,
        timeout: f64,
        take: impl FnOnce(&[u8]) -> Result<R, Failure>,
    ) -> PhpResult<(Option<R>, Option<Failure>)> {
        let limit = limit(timeout, self.timeouts.get().read);
        self.with_input(|input| {
            let Transfer { bytes, failure } = input.some(most, &self.stream, &limit)?;
            if bytes == 0 {
                return Ok((None, failure));
            }
            let taken = take(&input.as_slice()[..bytes]);
            input.consume(bytes);
            Ok(match taken {
                Ok(taken) => (Some(taken), failure),
                Err(failure) => (None, Some(failure)),
            })
        })
    }

    /// Has `function` called when the socket is closed.
    pub fn on_close(&self, function: Rc<dyn Fn()>) {
        self.on_close.replace(Some(function));
    }

    /// Closes the socket, as [`Stream::close`] does, and tells it.
    pub fn close(&self) -> Result<(), Failure> {
        let result = self.stream.close();
        if result.is_ok() {
            self.input.take();
            if let Some(told) = self.on_close.take() {
                told();
            }
        }
        result
    }

    /// Closes the socket unless somebody waits in it: nobody may be woken where this is called.
    pub fn close_unless_awaited(&self) {
        let waits = |direction| self.stream.waiter(direction).is_some();
        if !waits(Direction::Read) && !waits(Direction::Write) {
            // It may have been closed already.
            let _ = self.close();
        }
    }

    /// An address of the socket: its own or its peer's, as `ask` says.
    pub fn address(
        &self,
        ask: impl FnOnce(&Socket) -> io::Result<SockAddr>,
    ) -> Result<SockAddr, Failure> {
        self.stream
            .with_socket(ask)
            .and_then(|address| Ok(address?))
    }

    /// Closes one direction, or both: 0, 1 and 2.
    pub fn shutdown(&self, how: i64) -> Result<(), Failure> {
        let how = match how {
            0 => Shutdown::Read,
            1 => Shutdown::Write,
            2 => Shutdown::Both,
            _ if self.stream.is_connected() => return Err(Failure::new(libc::EINVAL)),
            _ => return Err(Failure::new(libc::ENOTCONN)),
        };
        self.stream.shutdown(how)
    }
}
