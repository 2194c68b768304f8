//! The rings and bells by which the threads and processes of a server reach each other.
//!
//! An [`Exchange`] is made before the fork. Each reactor thread, worker or other process is a [`Station`] of it, by its
//! number, whichever process fills that post at the moment: a successor goes on with the rings of who has died. From each
//! station to each other there is one ring, so that nobody takes a lock and all that one says to another arrives in order. What
//! such a process does with them is its [`Post`](super::post::Post).

use std::io;
use std::ops::Range;
use std::os::fd::{AsRawFd, RawFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering};

use super::bell::{Bell, Clapper, MAX_RINGERS};
use super::mapping::{Mapping, Shared};
use super::owner::Owner;
use super::ring::Ring;
use crate::engine::stats::Stats;

/// The number of a post at an exchange.
pub type Station = u16;

/// Marks the post of whose holder who is at a spare station is a child.
const GUEST: u32 = 1 << 31;

/// Who there is, and how much may be on the way between them.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Stations 0 to `reactors` - 1: threads that own sockets, which have nothing to say to each other.
    pub reactors: usize,
    /// The stations behind them: processes that run PHP.
    pub processes: usize,
    /// The last stations: for processes that leave their post to a successor and have something to finish.
    pub spares: usize,
    /// Bytes that may be on the way between a reactor and a process, a power of two.
    pub reactor_ring: usize,
    /// The same for two processes.
    pub process_ring: usize,
    /// Bytes that a process may have waiting for another one beyond what its ring holds.
    pub overflow: usize,
}

impl Plan {
    /// The usual sizes.
    pub fn new(reactors: usize, processes: usize) -> Self {
        Self {
            reactors,
            processes,
            spares: 0,
            reactor_ring: 1 << 20,
            // Their number grows with the square of that of processes.
            process_ring: if processes <= 64 {
                256 << 10
            } else {
                128 << 10
            },
            overflow: 16 << 20,
        }
    }

    /// The same with so many spare stations, or as many as there may be.
    pub fn with_spares(self, spares: usize) -> Self {
        Self {
            spares: spares.min(MAX_RINGERS.saturating_sub(self.stations())),
            ..self
        }
    }

    fn stations(&self) -> usize {
        self.reactors + self.processes + self.spares
    }

    /// Bytes of the ring from one station to another; `None` if they never meet.
    fn ring(&self, from: usize, to: usize) -> Option<usize> {
        match (from < self.reactors, to < self.reactors) {
            (true, true) => None,
            (false, false) if from == to => None,
            (false, false) => Some(self.process_ring),
            _ => Some(self.reactor_ring),
        }
    }
}

/// What others may want to know of the process or thread that fills a post.
#[repr(C, align(64))]
pub struct Status {
    /// The session whose event it is taking or handling, below 0 if that is the session's end; 0 none.
    pub in_hand: AtomicI64,
    /// Where that was: the sender, and the position behind it in that one's ring.
    pub(super) hand_from: AtomicU32,
    pub(super) hand_behind: AtomicU64,
    /// How many sessions were assigned to it.
    pub sessions: AtomicU32,
    /// How many requests the application has in its hands there.
    pub(super) requests: AtomicU32,
    /// One more than the connections of who accepts clients beside others; 0 of who does not accept.
    pub(super) open: AtomicU32,
    /// Not 0 if another one has left clients to it.
    pub(super) called: AtomicU32,
    /// How many processes have ended here, with what they had not sent as a whole.
    deaths: AtomicU32,
    /// Of a spare station: the [`Owner`] that is there, 0 if none is, and the post that it has left.
    holder: AtomicU64,
    left: AtomicU32,
    accepted: AtomicU64,
    closed: AtomicU64,
    aborted: AtomicU64,
    bytes_in: AtomicU64,
    bytes_out: AtomicU64,
}

impl Status {
    /// Shows what a reactor has counted of its sockets.
    #[inline]
    pub fn show(&self, stats: &Stats) {
        for (shown, now) in [
            (&self.accepted, stats.accepted),
            (&self.closed, stats.closed),
            (&self.aborted, stats.aborted),
            (&self.bytes_in, stats.bytes_in),
            (&self.bytes_out, stats.bytes_out),
        ] {
            shown.store(now, Ordering::Relaxed);
        }
    }
}

// SAFETY: atomics only.
unsafe impl Shared for Status {}

/// All rings and bells of a server, in shared memory.
pub struct Exchange {
    pub(super) plan: Plan,
    mapping: Arc<Mapping>,
    pub(super) clappers: Vec<Clapper>,
    /// Where the rings from each station to each other lie.
    rings: Vec<Option<usize>>,
}

impl Exchange {
    /// Makes what `plan` asks for. Fails when there are more than [`MAX_RINGERS`] stations, no memory or no descriptors.
    pub fn new(plan: Plan) -> io::Result<Self> {
        let count = plan.stations();
        if count > MAX_RINGERS {
            let text = format!(
                "{count} workers and reactors are more than {MAX_RINGERS}: lower worker_num, task_worker_num or reactor_num"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
        }
        let mut size = count * (size_of::<Bell>() + size_of::<Status>());
        let mut rings = Vec::with_capacity(count * count);
        for from in 0..count {
            for to in 0..count {
                rings.push(plan.ring(from, to).map(|capacity| {
                    let at = size;
                    size += Ring::size(capacity).next_multiple_of(64);
                    at
                }));
            }
        }
        Ok(Self {
            plan,
            mapping: Arc::new(Mapping::sparse(size)?),
            clappers: (0..count)
                .map(|_| Clapper::new())
                .collect::<io::Result<_>>()?,
            rings,
        })
    }

    /// How many stations there are.
    pub fn stations(&self) -> usize {
        self.plan.stations()
    }

    /// How many of them, the first ones, are reactors.
    pub fn reactors(&self) -> usize {
        self.plan.reactors
    }

    pub(super) fn ring(&self, from: Station, to: Station) -> Option<Ring> {
        let (from, to) = (usize::from(from), usize::from(to));
        let at = *self.rings.get(from * self.stations() + to)?;
        Some(Ring::at(&self.mapping, at?, self.plan.ring(from, to)?))
    }

    pub(super) fn bell(&self, of: Station) -> &Bell {
        self.mapping.at(usize::from(of) * size_of::<Bell>())
    }

    /// The descriptor that wakes the process at a station.
    pub fn clapper(&self, of: Station) -> RawFd {
        self.clappers[usize::from(of)].as_raw_fd()
    }

    /// What is known of a post.
    pub fn status(&self, of: Station) -> &Status {
        let bells = self.stations() * size_of::<Bell>();
        self.mapping
            .at(bells + usize::from(of) * size_of::<Status>())
    }

    /// The spare stations.
    pub(super) fn spares(&self) -> Range<Station> {
        let all = self.stations();
        (all - self.plan.spares) as Station..all as Station
    }

    /// Takes a spare station for this process, which is about to leave `post`; `None` if all are taken. It is free again when
    /// somebody who knows that the process has ended [gives it back](Self::give_back).
    pub fn take_spare(&self, post: Station) -> Option<Station> {
        self.occupy_spare(post.into())
    }

    /// The same for a child of the process at `post`. Nobody is told of its end: then the next one who needs it takes it.
    pub fn visit(&self, post: Station) -> Option<Station> {
        self.occupy_spare(GUEST | u32::from(self.post(post)))
    }

    fn occupy_spare(&self, left: u32) -> Option<Station> {
        let own = Owner::current().bits();
        self.spares().find(|&spare| {
            let status = self.status(spare);
            let holder = status.holder.load(Ordering::Acquire);
            let was_guest = status.left.load(Ordering::Acquire) & GUEST != 0;
            let other = Owner::from_bits(holder);
            if other.is_some_and(|other| !was_guest || other.is_alive()) {
                return false;
            }
            let taken = status
                .holder
                .compare_exchange(holder, own, Ordering::AcqRel, Ordering::Relaxed)
                .is_ok();
            if taken {
                status.left.store(left, Ordering::Release);
                if other.is_some() {
                    self.bury(spare);
                }
            }
            taken
        })
    }

    /// The spare station of a process that has left its post.
    pub fn spare_of(&self, process: u32) -> Option<Station> {
        self.spares().find(|&spare| {
            let holder = self.status(spare).holder.load(Ordering::Acquire);
            Owner::from_bits(holder).is_some_and(|owner| owner.pid().cast_unsigned() == process)
        })
    }

    /// Another process may take a spare station: who was there has ended.
    pub fn give_back(&self, spare: Station) {
        self.status(spare).holder.store(0, Ordering::Release);
    }

    /// The spare stations of processes that have left a post and live on.
    pub fn leavers(&self) -> impl Iterator<Item = Station> {
        self.spares().filter(|&spare| {
            let status = self.status(spare);
            let is_guest = status.left.load(Ordering::Acquire) & GUEST != 0;
            status.holder.load(Ordering::Acquire) != 0 && !is_guest
        })
    }

    /// How many processes have ended at a station.
    pub fn deaths(&self, station: Station) -> u32 {
        self.status(station).deaths.load(Ordering::Acquire)
    }

    /// The post of the process at a station: that which it has left, if it is at a spare one.
    pub fn post(&self, station: Station) -> Station {
        if self.spares().contains(&station) {
            (self.status(station).left.load(Ordering::Acquire) & !GUEST) as Station
        } else {
            station
        }
    }

    /// What the reactors have counted of their sockets, all together.
    pub fn reactor_stats(&self) -> Stats {
        let mut all = Stats::default();
        for reactor in 0..self.reactors() as Station {
            let status = self.status(reactor);
            let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
            all.accepted += get(&status.accepted);
            all.closed += get(&status.closed);
            all.aborted += get(&status.aborted);
            all.bytes_in += get(&status.bytes_in);
            all.bytes_out += get(&status.bytes_out);
        }
        all
    }

    /// How many requests the application has in its hands, in all processes together.
    pub fn requests(&self) -> u64 {
        (self.reactors() as Station..self.stations() as Station)
            .map(|station| u64::from(self.status(station).requests.load(Ordering::Relaxed)))
            .sum()
    }

    /// Bytes on their way from one station to another.
    pub fn pending(&self, from: Station, to: Station) -> usize {
        self.ring(from, to).map_or(0, |ring| ring.pending())
    }

    pub(super) fn ring_bell(&self, of: Station, by: Station) {
        let clapper = &self.clappers[usize::from(of)];
        self.bell(of).ring(usize::from(by), || clapper.strike());
    }

    /// The process at a station has ended: has everybody look at what it has written, since it may have died between writing
    /// and ringing.
    pub fn bury(&self, station: Station) {
        let status = self.status(station);
        status.open.store(0, Ordering::Relaxed);
        status.requests.store(0, Ordering::Relaxed);
        status.deaths.fetch_add(1, Ordering::AcqRel);
        for other in 0..self.stations() as Station {
            if self.ring(station, other).is_some() {
                self.ring_bell(other, station);
            }
        }
    }

    /// Whether what a station has [in its hands](Status::in_hand) was given back to the ring: a successor will not find it.
    pub fn has_taken(&self, station: Station) -> bool {
        let status = self.status(station);
        let from = status.hand_from.load(Ordering::Relaxed) as Station;
        let behind = status.hand_behind.load(Ordering::Relaxed);
        self.ring(from, station)
            .is_some_and(|ring| ring.head() >= behind)
    }

    /// Whether everything that `from` has sent to `to` was taken.
    pub fn is_empty(&self, from: Station, to: Station) -> bool {
        self.ring(from, to).is_none_or(|ring| ring.is_empty())
    }
}
