//! Locks that scripts hold as long as they like, in memory that processes share.
//!
//! A lock knows who holds it, and is taken over from a process that has died, whatever that was killed by. As in Swoole, any process
//! may release a mutex or a spinlock, so that one can wait for another; only the holder can release a `ReadWrite`. Processes are
//! meant, not threads, nor coroutines: all that run in one process are one holder.

use std::cell::Cell;
use std::io;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::futex::{self, Waited};
use super::mapping::{Mapping, Shared};
use super::owner::Owner;
use crate::engine::fork;

/// How long nobody looks whether the holder lives: a process that dies wakes nobody.
const SUSPICION: Duration = Duration::from_millis(20);
/// Attempts of a spinlock before the processor is given to others.
const SPINS: u32 = 200;

/// What a lock is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One holds it, others sleep.
    Mutex,
    /// Many read or one writes, others sleep. Who wants to write comes before those who want to read later.
    ReadWrite,
    /// One holds it, others try again and again.
    Spin,
}

/// Who else may hold a lock at the same time. Only `ReadWrite` knows a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Nobody.
    Exclusive,
    /// Those who hold it in this mode.
    Shared,
}

/// What to do while a lock is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// Give up.
    None,
    /// Wait so long at most.
    For(Duration),
    /// Wait.
    Endless,
}

/// Why a lock was not taken or released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Another process holds it, or this one.
    Busy,
    /// The time is over.
    TimedOut,
    /// This process holds it itself: it would wait for ever.
    Deadlock,
    /// As many processes read as there is room for.
    TooMany,
    /// Nobody holds it, or another process holds it and has to release it.
    NotHeld,
}

#[repr(C, align(64))]
struct State {
    /// Who holds the lock exclusively, or waits for readers to leave.
    writer: AtomicU64,
    /// Changes when the lock is released: what to sleep for.
    changes: AtomicU32,
    /// How many sleep or are about to, at least: those who were killed meanwhile count on.
    sleepers: AtomicU32,
    /// How many places for readers were ever taken at the same time: nobody looks beyond.
    places: AtomicU32,
}

// SAFETY: atomic numbers, for which any bytes are valid.
unsafe impl Shared for State {}

/// One page holds as many processes that read as fit.
const PAGE: usize = 4096;
const READERS: usize = (PAGE - size_of::<State>()) / size_of::<AtomicU64>();

/// What this process reads under a lock.
#[derive(Clone, Copy)]
struct Reading {
    /// A child of fork(2) does not hold what its parent does.
    generation: u32,
    place: usize,
    times: u64,
}

/// A lock. It takes a page of memory.
pub struct Lock {
    kind: Kind,
    memory: Mapping,
    reading: Cell<Option<Reading>>,
}

/// How long one call waits.
struct Wait {
    patience: Patience,
    /// Known when it has begun to wait.
    deadline: Cell<Option<Instant>>,
}

impl Wait {
    fn deadline(&self) -> Option<Instant> {
        if let (Patience::For(limit), None) = (self.patience, self.deadline.get()) {
            // Without a limit, if the clock cannot count so far.
            self.deadline.set(Instant::now().checked_add(limit));
        }
        self.deadline.get()
    }
}

/// What is in the way.
enum Obstacle {
    /// Another process.
    Other,
    /// This process.
    Own,
    /// There is no place for another reader.
    Full,
}

impl Lock {
    /// Makes a lock that nobody holds.
    pub fn new(kind: Kind) -> io::Result<Self> {
        Ok(Self {
            kind,
            memory: Mapping::new(PAGE)?,
            reading: Cell::new(None),
        })
    }

    /// Takes the lock. One that this process reads under already may be taken `Shared` again, and is released as often.
    pub fn lock(&self, mode: Mode, patience: Patience) -> Result<(), Refusal> {
        let own = Owner::current();
        let wait = Wait {
            patience,
            deadline: Cell::new(None),
        };
        match (self.kind, mode) {
            (Kind::ReadWrite, Mode::Shared) => {
                self.until(&wait, |suspicious| self.read(own, suspicious))
            }
            (Kind::ReadWrite, Mode::Exclusive) => self.write(own, &wait),
            (Kind::Mutex | Kind::Spin, _) => {
                self.until(&wait, |suspicious| self.claim(own, suspicious))
            }
        }
    }

    /// Releases what this process has taken last, or the mutex or spinlock that another one holds.
    pub fn unlock(&self) -> Result<(), Refusal> {
        let holder = self.state().writer.load(Ordering::Relaxed);
        if holder == Owner::current().bits() {
            self.release_writer();
            return Ok(());
        }
        if holder != 0 && self.kind != Kind::ReadWrite {
            return self.release_of(holder);
        }
        let mut reading = self.own_reading().ok_or(Refusal::NotHeld)?;
        reading.times -= 1;
        if reading.times > 0 {
            self.reading.set(Some(reading));
        } else {
            self.reading.set(None);
            self.leave(reading.place);
        }
        Ok(())
    }

    fn state(&self) -> &State {
        self.memory.at(0)
    }

    /// The places of readers, taken ones among them.
    fn readers(&self) -> &[AtomicU64] {
        let count = self.state().places.load(Ordering::SeqCst) as usize;
        &self.all_places()[..count.min(READERS)]
    }

    fn all_places(&self) -> &[AtomicU64] {
        self.memory.slice(size_of::<State>(), READERS)
    }

    fn own_reading(&self) -> Option<Reading> {
        self.reading
            .get()
            .filter(|reading| reading.generation == fork::generation())
    }

    /// Becomes the writer, then lets the readers leave: new ones stay away from then on.
    fn write(&self, own: Owner, wait: &Wait) -> Result<(), Refusal> {
        self.until(wait, |suspicious| {
            if self.own_reading().is_some() {
                return Err(Obstacle::Own);
            }
            self.claim(own, suspicious)
        })?;
        self.until(wait, |suspicious| self.find_no_readers(suspicious))
            .inspect_err(|_| self.release_writer())
    }

    fn claim(&self, own: Owner, suspicious: bool) -> Result<(), Obstacle> {
        let writer = &self.state().writer;
        let claim =
            |from| writer.compare_exchange(from, own.bits(), Ordering::SeqCst, Ordering::Relaxed);
        match claim(0) {
            Ok(_) => Ok(()),
            Err(found) if found == own.bits() => Err(Obstacle::Own),
            Err(found) if suspicious && is_dead(found) => {
                claim(found).map_or(Err(Obstacle::Other), |_| Ok(()))
            }
            Err(_) => Err(Obstacle::Other),
        }
    }

    fn find_no_readers(&self, suspicious: bool) -> Result<(), Obstacle> {
        // After the claim, as the reader's look at the writer comes after it has taken its place: one sees the other.
        let none = self
            .readers()
            .iter()
            .all(|place| match place.load(Ordering::SeqCst) {
                0 => true,
                reader => suspicious && bury(place, reader),
            });
        if none { Ok(()) } else { Err(Obstacle::Other) }
    }

    fn read(&self, own: Owner, suspicious: bool) -> Result<(), Obstacle> {
        if let Some(mut reading) = self.own_reading() {
            reading.times += 1;
            self.reading.set(Some(reading));
            return Ok(());
        }
        let writer = &self.state().writer;
        match writer.load(Ordering::Relaxed) {
            0 => {}
            found if found == own.bits() => return Err(Obstacle::Own),
            found if suspicious && bury(writer, found) => {}
            _ => return Err(Obstacle::Other),
        }
        let place = self.take_place(own).ok_or(Obstacle::Full)?;
        if writer.load(Ordering::SeqCst) != 0 {
            // It has come meanwhile, and may wait for this reader already.
            self.leave(place);
            return Err(Obstacle::Other);
        }
        self.reading.set(Some(Reading {
            generation: fork::generation(),
            place,
            times: 1,
        }));
        Ok(())
    }

    /// Puts this process among the readers.
    fn take_place(&self, own: Owner) -> Option<usize> {
        let take = |place: &AtomicU64| {
            place.load(Ordering::Relaxed) == 0
                && place
                    .compare_exchange(0, own.bits(), Ordering::SeqCst, Ordering::Relaxed)
                    .is_ok()
        };
        let known = self.readers();
        let found = known.iter().position(take).or_else(|| {
            known
                .iter()
                .position(|place| bury(place, place.load(Ordering::Relaxed)) && take(place))
        });
        found.or_else(|| {
            let more = &self.all_places()[known.len()..];
            let place = known.len() + more.iter().position(take)?;
            // Before it looks for a writer, who looks at as many places as are counted.
            let count = u32::try_from(place + 1).unwrap_or(u32::MAX);
            self.state().places.fetch_max(count, Ordering::SeqCst);
            Some(place)
        })
    }

    fn leave(&self, place: usize) {
        self.readers()[place].store(0, Ordering::SeqCst);
        self.tell();
    }

    fn release_writer(&self) {
        self.state().writer.store(0, Ordering::SeqCst);
        self.tell();
    }

    /// Releases what another process holds, unless it has done so itself meanwhile.
    #[cold]
    fn release_of(&self, holder: u64) -> Result<(), Refusal> {
        let writer = &self.state().writer;
        writer
            .compare_exchange(holder, 0, Ordering::SeqCst, Ordering::Relaxed)
            .map_err(|_| Refusal::NotHeld)?;
        self.tell();
        Ok(())
    }

    /// Tries again and again.
    #[inline]
    fn until(
        &self,
        wait: &Wait,
        mut attempt: impl FnMut(bool) -> Result<(), Obstacle>,
    ) -> Result<(), Refusal> {
        match attempt(false) {
            Ok(()) => Ok(()),
            Err(obstacle) => self.persist(obstacle, wait, &mut attempt),
        }
    }

    /// What is not there at once. The dead are looked for only after a while: that takes microseconds.
    #[cold]
    fn persist(
        &self,
        obstacle: Obstacle,
        wait: &Wait,
        attempt: &mut dyn FnMut(bool) -> Result<(), Obstacle>,
    ) -> Result<(), Refusal> {
        self.is_fatal(&obstacle, wait.patience)?;
        if wait.patience == Patience::None {
            return attempt(true).map_err(|_| Refusal::Busy);
        }
        let sleepers = &self.state().sleepers;
        // Before the next attempt: who releases the lock sees this, or the attempt sees that it was released.
        sleepers.fetch_add(1, Ordering::SeqCst);
        let result = match self.kind {
            Kind::Spin => self.spin(wait, attempt),
            Kind::Mutex | Kind::ReadWrite => self.sleep(wait, attempt),
        };
        sleepers.fetch_sub(1, Ordering::SeqCst);
        result
    }

    fn spin(
        &self,
        wait: &Wait,
        attempt: &mut dyn FnMut(bool) -> Result<(), Obstacle>,
    ) -> Result<(), Refusal> {
        loop {
            for _ in 0..SPINS {
                for _ in 0..SPINS {
                    if attempt(false).is_ok() {
                        return Ok(());
                    }
                    std::hint::spin_loop();
                }
                if wait.deadline().is_some_and(|at| at <= Instant::now()) {
                    return attempt(true).map_err(|_| Refusal::TimedOut);
                }
                thread::yield_now();
            }
            if attempt(true).is_ok() {
                return Ok(());
            }
        }
    }

    fn sleep(
        &self,
        wait: &Wait,
        attempt: &mut dyn FnMut(bool) -> Result<(), Obstacle>,
    ) -> Result<(), Refusal> {
        let changes = &self.state().changes;
        let mut suspicious = false;
        loop {
            let seen = changes.load(Ordering::SeqCst);
            match attempt(suspicious) {
                Ok(()) => return Ok(()),
                Err(obstacle) => self.is_fatal(&obstacle, wait.patience)?,
            }
            let left = wait
                .deadline()
                .map(|at| at.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return attempt(true).map_err(|_| Refusal::TimedOut);
            }
            let limit = left.unwrap_or(SUSPICION).min(SUSPICION);
            suspicious = futex::wait(changes, seen, Some(limit)) == Waited::TimedOut;
        }
    }

    /// Whether there is no use in waiting.
    fn is_fatal(&self, obstacle: &Obstacle, patience: Patience) -> Result<(), Refusal> {
        match obstacle {
            Obstacle::Other => Ok(()),
            Obstacle::Full => Err(Refusal::TooMany),
            Obstacle::Own => self.check_own(patience),
        }
    }

    /// What it means to wait for oneself. With a time limit that passes, as with the mutexes of pthreads.
    fn check_own(&self, patience: Patience) -> Result<(), Refusal> {
        let reads = self.own_reading().is_some();
        match patience {
            Patience::None => Err(Refusal::Busy),
            Patience::For(_) if self.kind != Kind::ReadWrite || reads => Ok(()),
            Patience::For(_) | Patience::Endless => Err(Refusal::Deadlock),
        }
    }

    /// Wakes who sleeps: one for a mutex, all where more than one may go on.
    fn tell(&self) {
        let state = self.state();
        if self.kind != Kind::Spin && state.sleepers.load(Ordering::SeqCst) > 0 {
            state.changes.fetch_add(1, Ordering::SeqCst);
            let count = if self.kind == Kind::Mutex {
                1
            } else {
                u32::MAX
            };
            futex::wake(&state.changes, count);
        }
    }
}

/// Clears what a process holds, if that has died.
fn bury(place: &AtomicU64, bits: u64) -> bool {
    is_dead(bits)
        && place
            .compare_exchange(bits, 0, Ordering::SeqCst, Ordering::Relaxed)
            .is_ok()
}

fn is_dead(bits: u64) -> bool {
    Owner::from_bits(bits).is_some_and(|owner| !owner.is_alive())
}

#[cfg(test)]
#[path = "lock_tests.rs"]
mod tests;
