//! Readiness and time: one epoll instance, the timers and timeouts of its loop, and the clock that they go by.

use std::cell::{Cell, RefCell, RefMut};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mio::event::Source;
use mio::{Events, Interest, Poll, Registry, Token};
use slab::Slab;

use super::fork;
use super::timeouts::Timeouts;
use super::timers::{TimerId, Timers, later};

/// Most readiness events taken in one turn.
const EVENTS_PER_TURN: usize = 1024;

/// The number of a server on its reactor.
pub type ServerId = u16;

/// What a token stands for: the kind is kept in its top byte, the server in the two bytes below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// A connection of a server, by its slab key.
    Connection(ServerId, usize),
    /// A listening socket of a server, by its number.
    Listener(ServerId, usize),
    /// A descriptor that belongs to no server, by a number that its owner has chosen.
    Descriptor(usize),
    /// The signal pipe.
    Signals,
    /// Something that threads do beside the loop is finished.
    Blocking,
    /// Another process has rung.
    Bell,
    /// Another member of the server's cluster has sent something.
    Exchange,
}

const KIND_SHIFT: u32 = usize::BITS - 8;
const SERVER_SHIFT: u32 = KIND_SHIFT - ServerId::BITS;

impl Wake {
    /// The token to register the source with.
    pub fn token(self) -> Token {
        let (kind, server, number) = match self {
            Self::Connection(server, key) => (0, server, key),
            Self::Listener(server, number) => (1, server, number),
            Self::Descriptor(number) => (2, 0, number),
            Self::Signals => (3, 0, 0),
            Self::Blocking => (4, 0, 0),
            Self::Bell => (5, 0, 0),
            Self::Exchange => (6, 0, 0),
        };
        debug_assert!(
            number >> SERVER_SHIFT == 0,
            "more sources than memory holds"
        );
        Token(kind << KIND_SHIFT | usize::from(server) << SERVER_SHIFT | number)
    }

    fn from_token(token: Token) -> Self {
        let number = token.0 & ((1 << SERVER_SHIFT) - 1);
        let server = (token.0 >> SERVER_SHIFT) as ServerId;
        match token.0 >> KIND_SHIFT {
            0 => Self::Connection(server, number),
            1 => Self::Listener(server, number),
            2 => Self::Descriptor(number),
            3 => Self::Signals,
            4 => Self::Blocking,
            5 => Self::Bell,
            _ => Self::Exchange,
        }
    }
}

/// One readiness event. Edge-triggered: it is not repeated until the source was drained.
#[derive(Debug, Clone, Copy)]
pub struct Ready {
    /// Whose event it is.
    pub wake: Wake,
    /// There is something to read, perhaps the end of the stream.
    pub readable: bool,
    /// There may be room to write again.
    pub writable: bool,
    /// The peer will send no more, or the connection failed: read to the end to learn which.
    pub ended: bool,
    /// The connection failed: nothing can be sent on it any more.
    pub failed: bool,
}

/// The poll, the timers and the clock of one event loop.
pub struct Reactor {
    poll: RefCell<Poll>,
    registry: Registry,
    events: RefCell<Events>,
    timers: RefCell<Timers>,
    timeouts: RefCell<Timeouts>,
    servers: RefCell<Slab<()>>,
    now: Cell<Instant>,
    unix: Cell<Duration>,
    generation: u32,
}

impl Reactor {
    /// A reactor with nothing registered.
    pub fn new() -> io::Result<Self> {
        let poll = Poll::new()?;
        let registry = poll.registry().try_clone()?;
        let reactor = Self {
            poll: RefCell::new(poll),
            registry,
            events: RefCell::new(Events::with_capacity(EVENTS_PER_TURN)),
            timers: RefCell::default(),
            timeouts: RefCell::default(),
            servers: RefCell::default(),
            now: Cell::new(Instant::now()),
            unix: Cell::default(),
            generation: fork::generation(),
        };
        reactor.refresh_clock();
        Ok(reactor)
    }

    /// Whether fork(2) has made this process since: then the epoll instance is its parent's, who would get its events.
    #[inline]
    pub fn is_inherited(&self) -> bool {
        self.generation != fork::generation()
    }

    /// A reactor for a child process in place of an inherited one: it takes timers and timeouts over. Sources have to be
    /// registered again, without touching the registrations of the parent.
    pub fn heir_of(inherited: &Self) -> io::Result<Self> {
        let mut heir = Self::new()?;
        heir.timers = RefCell::new(inherited.timers.take());
        heir.timeouts = RefCell::new(inherited.timeouts.take());
        heir.servers = RefCell::new(inherited.servers.take());
        Ok(heir)
    }

    /// Registers a source for reading and, if it is to be written, for both: with edges, the second costs nothing.
    pub fn register(
        &self,
        source: &mut impl Source,
        wake: Wake,
        interest: Interest,
    ) -> io::Result<()> {
        self.registry.register(source, wake.token(), interest)
    }

    /// Registers a descriptor that several processes wait for, for reading: of those that wait, the kernel wakes one.
    pub fn register_shared(&self, fd: RawFd, wake: Wake) -> io::Result<()> {
        let events = libc::EPOLLIN | libc::EPOLLET | libc::EPOLLEXCLUSIVE;
        let mut event = libc::epoll_event {
            events: events.cast_unsigned(),
            u64: wake.token().0 as u64,
        };
        // SAFETY: both descriptors are open; the event is read only. mio keeps the token in the same place.
        let result = unsafe {
            libc::epoll_ctl(
                self.registry.as_raw_fd(),
                libc::EPOLL_CTL_ADD,
                fd,
                &raw mut event,
            )
        };
        if result == 0 {
            Ok(())
        } else {
            Err(io::Error::last_os_error())
        }
    }

    /// Forgets a source.
    pub fn deregister(&self, source: &mut impl Source) -> io::Result<()> {
        self.registry.deregister(source)
    }

    /// The registry, for sources that register themselves.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The timers. Do not hold the guard while calling out.
    pub fn timers(&self) -> RefMut<'_, Timers> {
        self.timers.borrow_mut()
    }

    /// The timeouts of those who wait. Do not hold the guard while calling out.
    pub fn timeouts(&self) -> RefMut<'_, Timeouts> {
        self.timeouts.borrow_mut()
    }

    /// A number for a server, free again after [`retire_server`](Self::retire_server).
    pub fn enlist_server(&self) -> io::Result<ServerId> {
        let number = self.servers.borrow_mut().insert(());
        ServerId::try_from(number).map_err(|_| {
            self.servers.borrow_mut().remove(number);
            io::Error::other("65,536 servers run on one event loop already")
        })
    }

    /// Gives a server's number back; none of its sources is registered any more.
    pub fn retire_server(&self, id: ServerId) {
        self.servers.borrow_mut().try_remove(usize::from(id));
    }

    /// The time at which this turn began.
    pub fn now(&self) -> Instant {
        self.now.get()
    }

    /// The moment `delay` after this turn began.
    pub fn after(&self, delay: Duration) -> Instant {
        later(self.now.get(), delay)
    }

    /// The wall-clock time at which this turn began, since 1970.
    pub fn unix_time(&self) -> Duration {
        self.unix.get()
    }

    /// Waits for events, at most until the next timer, the next timeout or `limit`, and replaces `ready` by them.
    pub fn wait(&self, limit: Option<Duration>, ready: &mut Vec<Ready>) -> io::Result<()> {
        ready.clear();
        let timer = self.timers.borrow_mut().next_deadline();
        let timeout = self.timeouts.borrow_mut().next_deadline();
        let until_timer = timer.into_iter().chain(timeout).min().map(|deadline| {
            // The kernel counts milliseconds, and mio rounds up to them.
            deadline.saturating_duration_since(Instant::now())
        });
        let timeout = match (limit, until_timer) {
            (Some(limit), Some(timer)) => Some(limit.min(timer)),
            (limit, timer) => limit.or(timer),
        };
        let mut events = self.events.borrow_mut();
        let result = self.poll.borrow_mut().poll(&mut events, timeout);
        self.refresh_clock();
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
            Err(error) => return Err(error),
        }
        ready.extend(events.iter().map(|event| Ready {
            wake: Wake::from_token(event.token()),
            readable: event.is_readable(),
            writable: event.is_writable(),
            ended: event.is_read_closed() || event.is_error(),
            failed: event.is_write_closed() || event.is_error(),
        }));
        Ok(())
    }

    /// Takes the next timer that is due in this turn.
    pub fn pop_timer(&self) -> Option<TimerId> {
        self.timers.borrow_mut().pop_expired(self.now.get())
    }

    /// Takes the next timeout that is due in this turn.
    pub fn pop_timeout(&self) -> Option<super::timeouts::Waiter> {
        self.timeouts.borrow_mut().pop_expired(self.now.get())
    }

    /// Reads the clock again: after long work, before timers are set.
    pub fn refresh_clock(&self) {
        self.now.set(Instant::now());
        self.unix.set(
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mio::unix::SourceFd;
    use std::io::Write;

    const SOON: Duration = Duration::from_millis(5);
    const LONG: Duration = Duration::from_secs(10);

    fn reactor() -> (Reactor, Vec<Ready>) {
        (Reactor::new().unwrap(), Vec::new())
    }

    #[test]
    fn tokens_tell_whose_event_it_is() {
        for number in [0, 1, 12345, (1 << SERVER_SHIFT) - 1] {
            for wake in [
                Wake::Connection(0, number),
                Wake::Connection(ServerId::MAX, number),
                Wake::Listener(7, number),
                Wake::Descriptor(number),
            ] {
                assert_eq!(Wake::from_token(wake.token()), wake);
            }
        }
        for wake in [Wake::Signals, Wake::Blocking, Wake::Bell, Wake::Exchange] {
            assert_eq!(Wake::from_token(wake.token()), wake);
        }
    }

    #[test]
    fn readiness_is_told_once() {
        let (reactor, mut ready) = reactor();
        let (reader, mut writer) = io::pipe().unwrap();
        let fd = reader.as_raw_fd();
        reactor
            .register(&mut SourceFd(&fd), Wake::Descriptor(7), Interest::READABLE)
            .unwrap();
        writer.write_all(b"x").unwrap();
        reactor.wait(Some(LONG), &mut ready).unwrap();
        assert_eq!(ready.len(), 1);
        assert_eq!(ready[0].wake, Wake::Descriptor(7));
        assert!(ready[0].readable && !ready[0].ended && !ready[0].failed);
        reactor.wait(Some(Duration::ZERO), &mut ready).unwrap();
        assert!(ready.is_empty());
        drop(writer);
        reactor.wait(Some(LONG), &mut ready).unwrap();
        assert!(ready[0].ended);
        reactor.deregister(&mut SourceFd(&fd)).unwrap();
    }

    #[test]
    fn a_wait_ends_at_the_next_timer_or_limit() {
        let (reactor, mut ready) = reactor();
        let start = reactor.now();
        let timer = reactor.timers().add(start, SOON, false);
        // One wait is enough: the timer is due when it ends.
        reactor.wait(Some(LONG), &mut ready).unwrap();
        assert!(reactor.now() >= start + SOON && reactor.now() < start + LONG);
        assert_eq!(reactor.pop_timer(), Some(timer));
        assert_eq!(reactor.pop_timer(), None);
        let start = reactor.now();
        reactor.timers().add(start, LONG, false);
        reactor.wait(Some(SOON), &mut ready).unwrap();
        assert!(reactor.now() < start + LONG);
        assert_eq!(reactor.pop_timer(), None);
    }

    #[test]
    fn the_clock_stands_still_within_a_turn() {
        let (reactor, mut ready) = reactor();
        let (now, unix) = (reactor.now(), reactor.unix_time());
        assert!(now.elapsed() >= Duration::ZERO && unix.as_secs() > 1_600_000_000);
        assert_eq!((reactor.now(), reactor.unix_time()), (now, unix));
        reactor.wait(Some(Duration::ZERO), &mut ready).unwrap();
        assert!(reactor.now() >= now);
        assert!(reactor.after(Duration::MAX) > reactor.after(LONG));
    }
}
