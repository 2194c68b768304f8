//! A post at an [`Exchange`]: how the process or thread that fills it sends messages, and takes those of others.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::os::fd::RawFd;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::exchange::{Exchange, Station};
use super::ring::{Reader, Writer};
use crate::engine::fork;
use crate::engine::log::{self, Level};

/// Most bytes of a message that go into one record, if its ring takes as many; longer ones go in pieces.
const PIECE: usize = 64 * 1024;
/// How long a process without a loop may be kept by what does not fit into a ring.
const PATIENCE: Duration = Duration::from_secs(5);
/// Messages taken from one station before the others have their turn.
const MESSAGES_PER_TURN: usize = 256;

/// What a record is to its message. The tag's upper bits belong to the message.
const WHOLE: u32 = 0;
const FIRST: u32 = 1;
const MORE: u32 = 2;
const LAST: u32 = 3;
const PART_BITS: u32 = 2;

/// Why something was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// As much waits for the other side as may.
    Now,
    /// It is no station that there is a way to.
    Nowhere,
}

/// A post at an exchange, for the process or thread that fills it.
pub struct Post {
    exchange: Arc<Exchange>,
    station: Cell<Station>,
    outgoing: RefCell<Vec<Option<Outgoing>>>,
    incoming: RefCell<Vec<Option<Incoming>>>,
    /// To whom something was sent since the bells were rung last.
    unrung: RefCell<Vec<Station>>,
    /// From whom there is more than was taken in this turn.
    unfinished: RefCell<Vec<Station>>,
    /// From whom there may be something that was not wanted.
    put_off: RefCell<Vec<Station>>,
    /// Whether something waits that did not fit into a ring.
    overflowing: Cell<bool>,
    /// Whether the bells are rung at once, because there are no turns at whose end they would be.
    eager: Cell<bool>,
    /// How many had died at each station when it was looked at last, and whether somebody has since.
    known_deaths: RefCell<Vec<u32>>,
    lost_somebody: Cell<bool>,
    /// The process that has it. Its children have copies, which do nothing: two that write into the same ring destroy it.
    generation: Cell<u32>,
}

struct Outgoing {
    writer: Writer,
    /// Most bytes of a message that go into one record of that ring.
    piece: usize,
    unrung: bool,
    /// Records that did not fit, tag and bytes.
    overflow: VecDeque<(u32, Box<[u8]>)>,
    bytes: usize,
    /// Whether there was no room for so long that it is not waited for, until there is some.
    is_stuck: bool,
}

struct Incoming {
    reader: Reader,
    /// The pieces of a message that have come.
    pieces: Vec<u8>,
    /// Whether its first one was among them: a predecessor may have died with that in its hands.
    begun: bool,
    /// How many had died at the sender's station when it came: if somebody has since, the rest will never come.
    deaths: u32,
}

impl Post {
    /// Takes a post. What waits for it is taken at the next [`receive`](Self::receive).
    pub fn take(exchange: &Arc<Exchange>, station: Station) -> Self {
        let stations = exchange.stations();
        let post = Self {
            exchange: Arc::clone(exchange),
            station: Cell::new(station),
            outgoing: RefCell::new((0..stations).map(|_| None).collect()),
            incoming: RefCell::new((0..stations).map(|_| None).collect()),
            unrung: RefCell::default(),
            unfinished: RefCell::default(),
            put_off: RefCell::default(),
            overflowing: Cell::new(false),
            eager: Cell::new(false),
            known_deaths: RefCell::new(
                (0..stations as Station)
                    .map(|other| exchange.deaths(other))
                    .collect(),
            ),
            lost_somebody: Cell::new(false),
            generation: Cell::new(fork::generation()),
        };
        for other in 0..stations as Station {
            if exchange
                .ring(other, station)
                .is_some_and(|ring| !ring.is_empty())
            {
                post.unfinished.borrow_mut().push(other);
            }
        }
        post
    }

    /// Its number.
    #[inline]
    pub fn station(&self) -> Station {
        self.station.get()
    }

    /// Whether this is the copy of a post that a child of its holder has got: then nothing is sent or received.
    #[inline]
    pub fn is_copy(&self) -> bool {
        self.generation.get() != fork::generation()
    }

    /// The exchange.
    pub fn exchange(&self) -> &Arc<Exchange> {
        &self.exchange
    }

    /// The descriptor that becomes readable when somebody rings while this post sleeps.
    pub fn clapper(&self) -> RawFd {
        self.exchange.clapper(self.station())
    }

    /// Has [`send`](Self::send) ring at once, and wait for room, for a process without a loop.
    pub fn ring_at_once(&self) {
        self.eager.set(true);
    }

    /// Sends a message: `tag`, of which 30 bits arrive, and the bytes of `parts`, one behind the other. The other side is
    /// woken by the next [`ring`](Self::ring). All of it is sent, or nothing.
    #[inline]
    pub fn send(&self, to: Station, tag: u32, parts: &[&[u8]]) -> Result<(), Full> {
        if self.is_copy() {
            return Err(Full::Nowhere);
        }
        if self.eager.get() {
            return self.send_eagerly(to, tag, parts);
        }
        self.put(to, tag, parts)
    }

    #[cold]
    fn send_eagerly(&self, to: Station, tag: u32, parts: &[&[u8]]) -> Result<(), Full> {
        if self.overflowing.get() {
            self.retry();
        }
        let result = self.put(to, tag, parts);
        self.ring();
        // Nothing reminds this process of what waits.
        if self.waits_for(to, |it| !it.is_stuck) && !self.drain(|other| other == to, PATIENCE) {
            self.waits_for(to, |it| {
                it.is_stuck = true;
                true
            });
        }
        result
    }

    /// Whether something waits for `to`, of which `what` is true.
    fn waits_for(&self, to: Station, what: impl FnOnce(&mut Outgoing) -> bool) -> bool {
        let mut all = self.outgoing.borrow_mut();
        let outgoing = all.get_mut(usize::from(to)).and_then(Option::as_mut);
        outgoing.is_some_and(|it| !it.overflow.is_empty() && what(it))
    }

    #[inline]
    fn put(&self, to: Station, tag: u32, parts: &[&[u8]]) -> Result<(), Full> {
        let mut all = self.outgoing.borrow_mut();
        let slot = all.get_mut(usize::from(to)).ok_or(Full::Nowhere)?;
        let outgoing = match slot {
            Some(outgoing) => outgoing,
            None => slot.insert(self.open(to)?),
        };
        if !outgoing.unrung {
            outgoing.unrung = true;
            self.unrung.borrow_mut().push(to);
        }
        let len: usize = parts.iter().map(|part| part.len()).sum();
        if outgoing.overflow.is_empty() && len <= outgoing.piece {
            let written = outgoing
                .writer
                .write(tag << PART_BITS | WHOLE, len, |into| {
                    let mut at = 0;
                    for part in parts {
                        into[at..at + part.len()].copy_from_slice(part);
                        at += part.len();
                    }
                });
            if written {
                return Ok(());
            }
        }
        self.send_slowly(to, outgoing, tag, parts, len)
    }

    #[cold]
    fn open(&self, to: Station) -> Result<Outgoing, Full> {
        let ring = self
            .exchange
            .ring(self.station(), to)
            .ok_or(Full::Nowhere)?;
        Ok(Outgoing {
            piece: PIECE.min(ring.max_record()),
            writer: ring.writer(),
            unrung: false,
            overflow: VecDeque::new(),
            bytes: 0,
            is_stuck: false,
        })
    }

    /// Whether `len` more bytes may wait. A reactor cannot wait for a process, and stops reading before this grows; but what it
    /// has read must go on.
    fn may_grow(&self, outgoing: &Outgoing, len: usize) -> bool {
        let plan = &self.exchange.plan;
        usize::from(self.station()) < plan.reactors
            || outgoing.bytes == 0
            || outgoing.bytes + len <= plan.overflow
    }

    /// Whether `len` bytes for `to` would be taken now.
    pub fn takes(&self, to: Station, len: usize) -> bool {
        let all = self.outgoing.borrow();
        let outgoing = all.get(usize::from(to)).and_then(Option::as_ref);
        outgoing.is_none_or(|outgoing| self.may_grow(outgoing, len))
    }

    /// Sends what is long, or what does not fit now.
    #[cold]
    fn send_slowly(
        &self,
        to: Station,
        outgoing: &mut Outgoing,
        tag: u32,
        parts: &[&[u8]],
        len: usize,
    ) -> Result<(), Full> {
        if !self.may_grow(outgoing, len) {
            return Err(Full::Now);
        }
        let joined = parts.concat();
        let most = outgoing.piece;
        let pieces = joined.len().div_ceil(most).max(1);
        for number in 0..pieces {
            let piece = &joined[number * most..joined.len().min((number + 1) * most)];
            let part = match (number, number + 1 == pieces) {
                (0, true) => WHOLE,
                (0, false) => FIRST,
                (_, false) => MORE,
                (_, true) => LAST,
            };
            let tag = tag << PART_BITS | part;
            let written = outgoing.overflow.is_empty()
                && outgoing
                    .writer
                    .write(tag, piece.len(), |into| into.copy_from_slice(piece));
            if !written {
                outgoing.bytes += piece.len();
                outgoing.overflow.push_back((tag, Box::from(piece)));
            }
        }
        self.overflow(to, outgoing);
        Ok(())
    }

    /// Writes what waits for room. What still does not fit waits for the other side to ring.
    fn overflow(&self, to: Station, outgoing: &mut Outgoing) {
        while let Some((tag, bytes)) = outgoing.overflow.front() {
            let written = outgoing
                .writer
                .write(*tag, bytes.len(), |into| into.copy_from_slice(bytes));
            if written {
                outgoing.bytes -= bytes.len();
                outgoing.overflow.pop_front();
                outgoing.is_stuck = false;
                if !outgoing.unrung {
                    outgoing.unrung = true;
                    self.unrung.borrow_mut().push(to);
                }
            } else if outgoing.writer.starve(bytes.len()) {
                self.overflowing.set(true);
                return;
            }
        }
    }

    /// Bytes that wait for `to` because its ring is full.
    pub fn waiting_for(&self, to: Station) -> usize {
        let all = self.outgoing.borrow();
        all.get(usize::from(to))
            .and_then(Option::as_ref)
            .map_or(0, |outgoing| outgoing.bytes)
    }

    /// Wakes those to whom something was sent. Called at the end of each turn.
    #[inline]
    pub fn ring(&self) {
        let mut unrung = self.unrung.borrow_mut();
        if unrung.is_empty() || self.is_copy() {
            return;
        }
        let mut all = self.outgoing.borrow_mut();
        for to in unrung.drain(..) {
            if let Some(outgoing) = &mut all[usize::from(to)] {
                outgoing.unrung = false;
            }
            self.exchange.ring_bell(to, self.station());
        }
    }

    /// Has `to` look around at once, although nothing was sent to it.
    pub fn nudge(&self, to: Station) {
        if self.is_copy() {
            return;
        }
        self.exchange.ring_bell(to, self.station());
    }

    /// Shows how many requests the application has in its hands here.
    #[inline]
    pub fn show_requests(&self, count: u32) {
        let status = self.exchange.status(self.station());
        status.requests.store(count, Ordering::Relaxed);
    }

    /// Shows how many connections the process at this post has, if it accepts clients beside others; `None` if it does not.
    #[inline]
    pub fn show_open(&self, connections: Option<usize>) {
        let shown = &self.exchange.status(self.station()).open;
        let now = connections.map_or(0, |count| u32::try_from(count + 1).unwrap_or(u32::MAX));
        if shown.load(Ordering::Relaxed) != now {
            shown.store(now, Ordering::Relaxed);
        }
    }

    /// Of the others who accept clients and sleep, the one with the fewest connections, and how many it has.
    pub fn idle_owner(&self) -> Option<(Station, usize)> {
        let exchange = &self.exchange;
        (0..exchange.stations() as Station)
            .filter(|&other| other != self.station())
            .filter_map(|other| {
                let shown = exchange.status(other).open.load(Ordering::Relaxed);
                Some((other, shown.checked_sub(1)? as usize))
            })
            .filter(|&(other, _)| exchange.bell(other).is_sleeping())
            .min_by_key(|&(_, connections)| connections)
    }

    /// Has `to` accept clients.
    pub fn call(&self, to: Station) {
        self.exchange.status(to).called.store(1, Ordering::Release);
        self.nudge(to);
    }

    /// Has all others who accept clients do so.
    pub fn call_all(&self) {
        for other in 0..self.exchange.stations() as Station {
            let accepts = self.exchange.status(other).open.load(Ordering::Relaxed) != 0;
            if accepts && other != self.station() {
                self.call(other);
            }
        }
    }

    /// Whether another one has called this one since the last time.
    #[inline]
    pub fn was_called(&self) -> bool {
        let called = &self.exchange.status(self.station()).called;
        called.load(Ordering::Acquire) != 0 && called.swap(0, Ordering::AcqRel) != 0
    }

    /// Tries again to write what has found no room.
    fn retry(&self) {
        self.overflowing.set(false);
        let mut all = self.outgoing.borrow_mut();
        for (to, outgoing) in all.iter_mut().enumerate() {
            if let Some(outgoing) = outgoing
                && !outgoing.overflow.is_empty()
            {
                self.overflow(to as Station, outgoing);
            }
        }
    }

    /// Writes what waited for room, then takes what others have sent, some from each, and gives it to `each`: the sender, the tag and the bytes. It is
    /// called when the message was given back to the ring: what it does not do, nobody will. It may send, but not receive.
    /// Ends early when `each` returns false.
    ///
    /// The bytes are given in a buffer that the caller may take.
    pub fn receive(&self, each: impl FnMut(Station, u32, &mut Vec<u8>) -> bool) {
        self.receive_from_some(|_| true, each);
    }

    /// The same, but only from those that are `wanted`. What others send stays where it is, and does not keep this post from
    /// sleeping. May be called by an `each`, if it does not matter that what comes later is given earlier.
    pub fn receive_from_some(
        &self,
        wanted: impl Fn(Station) -> bool,
        each: impl FnMut(Station, u32, &mut Vec<u8>) -> bool,
    ) {
        self.receive_in_hand(wanted, |_, _| None, each);
    }

    /// The same, and writes down for others what this process takes into its hands, before that is given back to the ring: what
    /// `in_hand` makes of a tag and the bytes becomes [`Status::in_hand`], which whoever handles it sets to 0 when that is done.
    pub fn receive_in_hand(
        &self,
        wanted: impl Fn(Station) -> bool,
        in_hand: impl Fn(u32, &[u8]) -> Option<i64>,
        mut each: impl FnMut(Station, u32, &mut Vec<u8>) -> bool,
    ) {
        if self.is_copy() {
            return;
        }
        if self.overflowing.get() {
            self.retry();
        }
        let mut from = std::mem::take(&mut *self.unfinished.borrow_mut());
        from.append(&mut self.put_off.borrow_mut());
        self.exchange.bell(self.station()).take(|ringer| {
            if let Ok(ringer) = Station::try_from(ringer)
                && !from.contains(&ringer)
            {
                from.push(ringer);
            }
        });
        let mut buffer = Vec::new();
        let mut goes_on = true;
        let mut left = None;
        for sender in from {
            self.look_after(sender);
            if !wanted(sender) {
                self.put_off.borrow_mut().push(sender);
            } else if !goes_on {
                self.unfinished.borrow_mut().push(sender);
            } else if self.receive_from(sender, &mut buffer, &in_hand, &mut each, &mut goes_on) {
                if goes_on {
                    self.unfinished.borrow_mut().push(sender);
                } else {
                    left = Some(sender);
                }
            }
        }
        // The others have their turn first.
        self.unfinished.borrow_mut().extend(left);
    }

    /// Has the next [`receive`](Self::receive) look at what `from` has sent, also if an outer one is about to.
    pub fn look_at(&self, from: &[Station]) {
        let mut unfinished = self.unfinished.borrow_mut();
        let there = from
            .iter()
            .filter(|&&from| !self.exchange.is_empty(from, self.station()));
        unfinished.extend(there);
    }

    /// Has the next [`receive`](Self::receive) look at all that was not wanted.
    pub fn want_all(&self) {
        let mut put_off = self.put_off.borrow_mut();
        self.unfinished.borrow_mut().append(&mut put_off);
    }

    /// From whom a message has come in part. The rest makes no sense to a successor.
    pub fn begun(&self) -> Vec<Station> {
        let all = self.incoming.borrow();
        let is_begun = |station: Station, incoming: &Incoming| {
            let rest_may_come = || {
                self.exchange.deaths(station) == incoming.deaths
                    || !self.exchange.is_empty(station, self.station())
            };
            incoming.begun && rest_may_come()
        };
        (0..)
            .zip(all.iter())
            .filter(|(station, incoming)| {
                let incoming = incoming.as_ref();
                incoming.is_some_and(|incoming| is_begun(*station, incoming))
            })
            .map(|(station, _)| station)
            .collect()
    }

    /// Sleeps until somebody rings, at most for `time`, which the kernel counts in milliseconds. For those who wait for
    /// others without a loop.
    pub fn pause(&self, time: Option<Duration>) {
        if self.is_copy() {
            return;
        }
        // Who waits here accepts nobody, until it is in its loop again.
        self.show_open(None);
        let clapper = &self.exchange.clappers[usize::from(self.station())];
        clapper.hush();
        if self.sleep() {
            clapper.wait(time);
            self.wake_up();
        }
    }

    /// Waits until what waits for some others has found room, at most for `time`. True if it has.
    pub fn drain(&self, is_one: impl Fn(Station) -> bool, time: Duration) -> bool {
        if self.is_copy() {
            // It is the parent's.
            return true;
        }
        let deadline = Instant::now() + time;
        let is_done = || {
            (0..self.exchange.stations() as Station)
                .all(|to| !is_one(to) || self.waiting_for(to) == 0)
        };
        loop {
            if self.overflowing.get() {
                self.retry();
            }
            self.ring();
            let left = deadline.saturating_duration_since(Instant::now());
            if is_done() || left.is_zero() {
                self.want_all();
                return is_done();
            }
            self.pause(Some(left));
            // Who has made room has rung: there is nothing else to be done about that here.
            self.receive_from_some(|_| false, |_, _, _| false);
        }
    }

    /// True if there may be more.
    fn receive_from(
        &self,
        sender: Station,
        buffer: &mut Vec<u8>,
        in_hand: &impl Fn(u32, &[u8]) -> Option<i64>,
        each: &mut impl FnMut(Station, u32, &mut Vec<u8>) -> bool,
        goes_on: &mut bool,
    ) -> bool {
        for _ in 0..MESSAGES_PER_TURN {
            let tag = {
                let mut all = self.incoming.borrow_mut();
                let Some(slot) = all.get_mut(usize::from(sender)) else {
                    return false;
                };
                let incoming = match slot {
                    Some(incoming) => incoming,
                    None => {
                        let Some(ring) = self.exchange.ring(sender, self.station()) else {
                            return false;
                        };
                        slot.insert(Incoming {
                            reader: ring.reader(),
                            pieces: Vec::new(),
                            begun: false,
                            deaths: 0,
                        })
                    }
                };
                let about_to_take = |behind, tag, bytes: &[u8]| {
                    if let Some(what) = in_hand(tag, bytes) {
                        let status = self.exchange.status(self.station());
                        status.hand_from.store(sender.into(), Ordering::Relaxed);
                        status.hand_behind.store(behind, Ordering::Relaxed);
                        // Who sees this sees those.
                        status.in_hand.store(what, Ordering::Release);
                    }
                };
                match incoming.next(buffer, || self.exchange.deaths(sender), about_to_take) {
                    Some(tag) => tag,
                    None => {
                        if incoming.reader.was_starved() {
                            self.exchange.ring_bell(sender, self.station());
                        }
                        return false;
                    }
                }
            };
            if !each(sender, tag, buffer) {
                *goes_on = false;
                return true;
            }
        }
        true
    }

    /// Whether this process may go on at another station: no message is under way in part, and those that `matter` have taken
    /// everything, so that nothing overtakes what was sent from here.
    pub fn may_move(&self, matter: impl Fn(Station) -> bool) -> bool {
        let all = self.outgoing.borrow();
        (0..).zip(all.iter()).all(|(to, outgoing)| {
            let waits = outgoing.as_ref().is_some_and(|it| !it.overflow.is_empty());
            let is_taken = || !matter(to) || self.exchange.is_empty(self.station(), to);
            !waits && is_taken()
        }) && self.begun().is_empty()
    }

    /// Goes on at a spare station. What others have sent to the old one is for whoever takes that; what was sent to a former
    /// process at the new one is for nobody.
    ///
    /// In a child of the holder, this makes a post of its own of the copy.
    pub fn move_to(&self, spare: Station) {
        self.ring();
        self.wake_up();
        self.generation.set(fork::generation());
        self.unrung.take();
        self.station.set(spare);
        for outgoing in self.outgoing.borrow_mut().iter_mut() {
            *outgoing = None;
        }
        for incoming in self.incoming.borrow_mut().iter_mut() {
            *incoming = None;
        }
        self.unfinished.take();
        self.put_off.take();
        self.overflowing.set(false);
        self.exchange
            .status(spare)
            .in_hand
            .store(0, Ordering::Relaxed);
        for other in 0..self.exchange.stations() as Station {
            let Some(ring) = self.exchange.ring(other, spare) else {
                continue;
            };
            let mut reader = ring.reader();
            while reader.peek().is_some() {
                reader.release();
            }
            if reader.was_starved() {
                self.exchange.ring_bell(other, spare);
            }
        }
    }

    /// Notices if somebody has died at a station.
    #[inline]
    fn look_after(&self, sender: Station) {
        let deaths = self.exchange.deaths(sender);
        if let Some(known) = self.known_deaths.borrow_mut().get_mut(usize::from(sender))
            && *known != deaths
        {
            *known = deaths;
            self.lost_somebody.set(true);
        }
    }

    /// Whether one of those that have sent something has died, since this post was taken or [`mourn`](Self::mourn) was called.
    #[inline]
    pub fn has_lost_somebody(&self) -> bool {
        self.lost_somebody.get()
    }

    /// Forgets that somebody has died.
    pub fn mourn(&self) {
        self.lost_somebody.set(false);
    }

    /// Whether nothing waits to be received.
    pub fn is_empty(&self) -> bool {
        (0..self.exchange.stations() as Station)
            .all(|other| self.exchange.is_empty(other, self.station()))
    }

    /// Whether this post may sleep now. If so it is woken by what others send, and has to say
    /// [`wake_up`](Self::wake_up) when it was.
    pub fn sleep(&self) -> bool {
        if self.is_copy() {
            return false;
        }
        self.unfinished.borrow().is_empty() && self.exchange.bell(self.station()).sleep()
    }

    /// Says that this post looks by itself what others have sent: they need not wake it.
    pub fn wake_up(&self) {
        if self.is_copy() {
            return;
        }
        self.exchange.bell(self.station()).wake_up();
    }
}

impl Incoming {
    /// Takes the next whole message into `buffer`. Before it is given back to the ring, `about_to_take` is told the position
    /// behind it, its tag and its bytes.
    fn next(
        &mut self,
        buffer: &mut Vec<u8>,
        deaths: impl Fn() -> u32,
        about_to_take: impl Fn(u64, u32, &[u8]),
    ) -> Option<u32> {
        loop {
            let (tag, bytes) = self.reader.peek()?;
            let part = tag & ((1 << PART_BITS) - 1);
            let tag = tag >> PART_BITS;
            if part == WHOLE {
                buffer.clear();
                buffer.extend_from_slice(bytes);
                // Who had begun a longer one has died before its end.
                self.begun = false;
            } else if part == FIRST {
                self.pieces.clear();
                self.pieces.extend_from_slice(bytes);
                self.begun = true;
                self.deaths = deaths();
            } else if self.begun {
                self.pieces.extend_from_slice(bytes);
            }
            if part == LAST && self.begun {
                *buffer = std::mem::take(&mut self.pieces);
            }
            if part == WHOLE || part == LAST && self.begun {
                about_to_take(self.reader.behind(), tag, buffer);
            }
            self.reader.release();
            match part {
                WHOLE => return Some(tag),
                LAST if self.begun => {
                    self.begun = false;
                    return Some(tag);
                }
                LAST => log::write(
                    Level::Warning,
                    "a long message is lost: the process that took it has ended in the middle",
                ),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
#[path = "post_tests.rs"]
mod tests;
