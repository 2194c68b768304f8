//! The sessions of a server with several processes: a table in shared memory, by which each of them knows all.
//!
//! A session has an owner, the station whose process or thread has its socket, and a worker, the station that handles
//! its events. The owner writes the facts; anybody reads them. What others want of a session they ask its owner for.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{
    AtomicI64, AtomicU16, AtomicU32, AtomicU64, Ordering::Acquire, Ordering::Relaxed,
    Ordering::Release, Ordering::SeqCst,
};

use super::exchange::Station;
use super::mapping::{Mapping, Shared};
use crate::engine::session::{LARGEST_FIRST, SessionId};

/// The id of an entry that is being filled in, for station 0; the others' are below.
const CLAIMED: SessionId = -1;
/// The id of an entry that is being freed.
const FREED: SessionId = SessionId::MIN;
/// How many of the ids given out last may be of entries that are being filled in.
const RECENT: SessionId = 64;
/// No number is bound to a session.
const NO_UID: i64 = i64::MIN;

/// Facts that are true or not.
pub mod flag {
    /// The session is open for the application.
    pub const OPEN: u32 = 1;
    /// The application has asked to end it.
    pub const ENDING: u32 = 1 << 1;
    /// It is over and its owner has forgotten it: who has told the application of that removes the entry.
    pub const GONE: u32 = 1 << 2;
    /// An opening handshake is being answered.
    pub const HANDSHAKE: u32 = 1 << 3;
    /// It speaks WebSocket.
    pub const WEBSOCKET: u32 = 1 << 4;
    /// A close frame was queued.
    pub const CLOSE_SENT: u32 = 1 << 5;
    /// A message was pushed in part.
    pub const FRAGMENTING: u32 = 1 << 6;
    /// The heartbeat leaves it alone.
    pub const PROTECTED: u32 = 1 << 7;
    /// The server has ended it.
    pub const BY_SERVER: u32 = 1 << 8;
    /// The peer's address is one of IPv4; see `PEER6`.
    pub const PEER4: u32 = 1 << 9;
    /// The peer's address is one of IPv6. Without either, it has none.
    pub const PEER6: u32 = 1 << 10;
    /// The peer has connected to an address of IPv4.
    pub const LOCAL4: u32 = 1 << 11;
    /// The peer has connected to an address of IPv6.
    pub const LOCAL6: u32 = 1 << 12;
    /// It is on its way from its owner to that one's successor.
    pub const IN_TRANSIT: u32 = 1 << 13;
    /// The application was told, or is being told, that it is over.
    pub const TOLD: u32 = 1 << 14;
}

/// What is known about a session. Times are seconds since 1970.
#[repr(C, align(128))]
pub struct Entry {
    id: AtomicI64,
    /// The lower half of the id, which stays while the entry is being freed.
    number: AtomicU32,
    /// The owner's number of it.
    slot: AtomicU32,
    /// Of [`flag`].
    pub flags: AtomicU32,
    owner: AtomicU16,
    /// The station that handles its events.
    pub worker: AtomicU16,
    /// The number of the port that accepted it.
    pub port: AtomicU16,
    peer_port: AtomicU16,
    /// Who has set flags last for what it has asked the owner for: the station, and above it half of the deaths there at that time.
    asker: AtomicU32,
    peer: [AtomicU64; 2],
    local: [AtomicU64; 2],
    /// The descriptor, in the owner's process.
    pub socket: AtomicU32,
    /// Bytes on their way to the owner, to be sent.
    pub in_flight: AtomicU32,
    /// Bytes that wait at the owner to be sent.
    pub send_pending: AtomicU32,
    /// The id of the process that answers the request that was told of last; 0 while none has taken it.
    pub answerer: AtomicU32,
    /// Bytes received and not delivered.
    pub received_pending: AtomicU32,
    /// Bytes received that workers have not taken, if that is counted ([`ServerConfig::max_queued`]).
    ///
    /// [`ServerConfig::max_queued`]: crate::engine::config::ServerConfig::max_queued
    pub queued: AtomicU32,
    connected: AtomicU64,
    received: AtomicU64,
    sent: AtomicU64,
    dispatched: AtomicU64,
    uid: AtomicI64,
}

const _: () = assert!(size_of::<Entry>() == 128, "it fills two lines of the cache");

// SAFETY: atomics only.
unsafe impl Shared for Entry {}

/// What the owner of a session writes down when it was accepted.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// The owner's number of it.
    pub slot: u32,
    /// The number of the port that accepted it.
    pub port: u16,
    /// Its descriptor.
    pub socket: i32,
    /// The peer; `None` on unix sockets.
    pub peer: Option<SocketAddr>,
    /// The address that it has connected to, if the port listens on several.
    pub local: Option<IpAddr>,
    /// When.
    pub connected: f64,
}

impl Entry {
    /// Its id.
    pub fn id(&self) -> SessionId {
        self.id.load(Acquire)
    }

    /// The station that has its socket.
    pub fn owner(&self) -> Station {
        self.owner.load(Relaxed)
    }

    /// Its owner goes on at another station.
    pub fn pass_to(&self, station: Station) {
        self.worker.store(station, Relaxed);
        self.owner.store(station, Release);
    }

    /// Whether all of `flags` are set.
    pub fn is(&self, flags: u32) -> bool {
        self.flags.load(Acquire) & flags == flags
    }

    /// Sets flags; returns those that were set before.
    pub fn set(&self, flags: u32) -> u32 {
        self.flags.fetch_or(flags, SeqCst)
    }

    /// Clears flags; returns those that were set before.
    pub fn clear(&self, flags: u32) -> u32 {
        self.flags.fetch_and(!flags, SeqCst)
    }

    /// Sets or clears flags, if that is a change.
    #[inline]
    pub fn put(&self, flags: u32, on: bool) {
        let now = self.flags.load(Relaxed);
        if on && now & flags != flags {
            self.set(flags);
        } else if !on && now & flags != 0 {
            self.clear(flags);
        }
    }

    /// Whether the session is open, and nobody has asked to end it.
    pub fn is_open(&self) -> bool {
        self.flags.load(Acquire) & (flag::OPEN | flag::ENDING) == flag::OPEN
    }

    /// The peer; `None` on unix sockets.
    pub fn peer(&self) -> Option<SocketAddr> {
        let port = self.peer_port.load(Relaxed);
        let flags = self.flags.load(Acquire);
        address(
            &self.peer,
            flags & flag::PEER4 != 0,
            flags & flag::PEER6 != 0,
        )
        .map(|ip| SocketAddr::new(ip, port))
    }

    /// The address that the peer has connected to, if the port listens on several.
    pub fn local(&self) -> Option<IpAddr> {
        let flags = self.flags.load(Acquire);
        address(
            &self.local,
            flags & flag::LOCAL4 != 0,
            flags & flag::LOCAL6 != 0,
        )
    }

    /// When it was accepted, when something came last, was sent last, and was delivered last.
    pub fn times(&self) -> [f64; 4] {
        [
            &self.connected,
            &self.received,
            &self.sent,
            &self.dispatched,
        ]
        .map(|time| f64::from_bits(time.load(Relaxed)))
    }

    /// Sets when something came last, was sent last, and was delivered last.
    #[inline]
    pub fn set_times(&self, received: f64, sent: f64, dispatched: f64) {
        self.received.store(received.to_bits(), Relaxed);
        self.sent.store(sent.to_bits(), Relaxed);
        self.dispatched.store(dispatched.to_bits(), Relaxed);
    }

    /// The number that the application has bound to it.
    pub fn uid(&self) -> Option<i64> {
        Some(self.uid.load(Relaxed)).filter(|&uid| uid != NO_UID)
    }

    /// Binds a number of the application's. False if one was bound before.
    pub fn bind(&self, uid: i64) -> bool {
        self.uid
            .compare_exchange(NO_UID, uid, SeqCst, Relaxed)
            .is_ok()
    }

    /// Notes that the process at a station, where so many have died before, sets flags for what it asks the owner for. To be called
    /// before it does.
    pub fn ask(&self, station: Station, deaths: u32) {
        let asker = deaths << 16 | u32::from(station);
        self.asker.store(asker, Release);
    }

    /// The station of who has done that last.
    pub fn asker(&self) -> Station {
        self.asker.load(Acquire) as Station
    }

    /// Whether that process has died, if so many have at its station by now.
    pub fn has_asker_died(&self, deaths: u32) -> bool {
        self.asker.load(Acquire) >> 16 != deaths & 0xffff
    }

    fn fill(&self, owner: Station, facts: &Facts) {
        let mut flags = flag::OPEN;
        if let Some(peer) = facts.peer {
            flags |= put_address(&self.peer, peer.ip(), flag::PEER4, flag::PEER6);
            self.peer_port.store(peer.port(), Relaxed);
        }
        if let Some(local) = facts.local {
            flags |= put_address(&self.local, local, flag::LOCAL4, flag::LOCAL6);
        }
        self.slot.store(facts.slot, Relaxed);
        self.owner.store(owner, Relaxed);
        self.worker.store(owner, Relaxed);
        self.port.store(facts.port, Relaxed);
        self.socket.store(facts.socket as u32, Relaxed);
        for bytes in [
            &self.in_flight,
            &self.send_pending,
            &self.received_pending,
            &self.queued,
            &self.answerer,
        ] {
            bytes.store(0, Relaxed);
        }
        // The owner does not ask itself.
        self.ask(owner, 0);
        let connected = facts.connected;
        self.connected.store(connected.to_bits(), Relaxed);
        self.set_times(connected, 0.0, 0.0);
        self.uid.store(NO_UID, Relaxed);
        self.flags.store(flags, Relaxed);
    }
}

fn address(words: &[AtomicU64; 2], v4: bool, v6: bool) -> Option<IpAddr> {
    let [high, low] = [&words[0], &words[1]].map(|word| word.load(Relaxed));
    if v4 {
        Some(IpAddr::V4(Ipv4Addr::from(low as u32)))
    } else if v6 {
        let bits = u128::from(high) << 64 | u128::from(low);
        Some(IpAddr::V6(Ipv6Addr::from(bits)))
    } else {
        None
    }
}

fn put_address(words: &[AtomicU64; 2], ip: IpAddr, v4: u32, v6: u32) -> u32 {
    let (bits, flag) = match ip {
        IpAddr::V4(ip) => (u128::from(u32::from(ip)), v4),
        IpAddr::V6(ip) => (u128::from(ip), v6),
    };
    words[0].store((bits >> 64) as u64, Relaxed);
    words[1].store(bits as u64, Relaxed);
    flag
}

#[repr(C, align(128))]
struct Header {
    /// The id given out last.
    last: AtomicI64,
    /// How many there are.
    count: AtomicU64,
}

// SAFETY: atomics only.
unsafe impl Shared for Header {}

/// All sessions of a server.
///
/// A power-of-two table indexed by the id's low bits, as [`SessionTable`](crate::engine::session::SessionTable) is, with
/// one bit for each place behind the header, so that looking through it is quick.
pub struct Sessions {
    mapping: Mapping,
    size: usize,
    max: usize,
    entries: usize,
}

impl Sessions {
    /// A table for at most `max` sessions at a time, the first of which gets the id `first`.
    pub fn new(first: SessionId, max: usize) -> io::Result<Self> {
        let size = (max.max(32) * 2).next_power_of_two();
        let entries = (size_of::<Header>() + size / 8).next_multiple_of(align_of::<Entry>());
        let sessions = Self {
            mapping: Mapping::sparse(entries + size * size_of::<Entry>())?,
            size,
            max,
            entries,
        };
        let first = first.clamp(1, LARGEST_FIRST);
        sessions.header().last.store(first - 1, Relaxed);
        Ok(sessions)
    }

    fn header(&self) -> &Header {
        self.mapping.at(0)
    }

    fn bits(&self) -> &[AtomicU64] {
        self.mapping.slice(size_of::<Header>(), self.size / 64)
    }

    fn entries(&self) -> &[Entry] {
        self.mapping.slice(self.entries, self.size)
    }

    fn place(&self, id: SessionId) -> usize {
        id as usize & (self.size - 1)
    }

    /// Enters a session of `owner`. `None` when there are as many as may be.
    pub fn insert(&self, owner: Station, facts: &Facts) -> Option<SessionId> {
        let header = self.header();
        if header.count.fetch_add(1, SeqCst) >= self.max as u64 {
            header.count.fetch_sub(1, SeqCst);
            return None;
        }
        let claim = CLAIMED - SessionId::from(owner);
        loop {
            let id = header.last.fetch_add(1, SeqCst) + 1;
            let place = self.place(id);
            let entry = &self.entries()[place];
            // Those that stay long are skipped when ids come round; at most half of the places are in use.
            if entry
                .id
                .compare_exchange(0, claim, SeqCst, Relaxed)
                .is_err()
            {
                continue;
            }
            entry.fill(owner, facts);
            entry.number.store(id as u32, Relaxed);
            // It is on the list before it is one: whoever dies on the way leaves something that can be found.
            self.bits()[place / 64].fetch_or(1 << (place % 64), SeqCst);
            entry.id.store(id, Release);
            return Some(id);
        }
    }

    /// What is known about a session.
    #[inline]
    pub fn get(&self, id: SessionId) -> Option<&Entry> {
        let entry = &self.entries()[self.place(id)];
        (id > 0 && entry.id.load(Acquire) == id).then_some(entry)
    }

    /// The owner's number of a session, if that is `owner`.
    #[inline]
    pub fn slot(&self, id: SessionId, owner: Station) -> Option<usize> {
        let entry = self.get(id)?;
        (entry.owner() == owner && !entry.is(flag::GONE)).then(|| entry.slot.load(Relaxed) as usize)
    }

    /// Forgets a session. Nothing happens if there is none.
    pub fn remove(&self, id: SessionId) {
        if self.get(id).is_some() {
            self.free(id, id);
        }
    }

    /// Forgets a session as [`remove`](Self::remove) does, for a process that may have died in that.
    pub fn remove_for_the_dead(&self, id: SessionId) {
        let entry = &self.entries()[self.place(id)];
        if entry.number.load(Relaxed) == id as u32 && entry.id.load(Acquire) == FREED {
            self.release(id);
        }
        self.remove(id);
    }

    /// Frees the place of a session whose entry shows the id `shown`. False if it does not any more.
    fn free(&self, id: SessionId, shown: SessionId) -> bool {
        let entry = &self.entries()[self.place(id)];
        let taken = entry
            .id
            .compare_exchange(shown, FREED, SeqCst, Relaxed)
            .is_ok();
        taken && self.release(id)
    }

    /// Frees a place whose entry is being freed. False if somebody else has.
    fn release(&self, id: SessionId) -> bool {
        let place = self.place(id);
        self.bits()[place / 64].fetch_and(!(1 << (place % 64)), SeqCst);
        let freed = self.entries()[place]
            .id
            .compare_exchange(FREED, 0, SeqCst, Relaxed)
            .is_ok();
        if freed {
            self.header().count.fetch_sub(1, SeqCst);
        }
        freed
    }

    /// The id given out last.
    pub fn last(&self) -> SessionId {
        self.header().last.load(Relaxed)
    }

    /// How many there are, those that are being closed included.
    pub fn len(&self) -> usize {
        self.header().count.load(Relaxed) as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there may be one more.
    pub fn has_room(&self) -> bool {
        self.len() < self.max
    }

    /// Calls `each` with every entry, in no order.
    pub fn each<'a>(&'a self, mut each: impl FnMut(&'a Entry)) {
        for (number, word) in self.bits().iter().enumerate() {
            let mut bits = word.load(Acquire);
            while bits != 0 {
                each(&self.entries()[number * 64 + bits.trailing_zeros() as usize]);
                bits &= bits - 1;
            }
        }
    }

    /// The `most` smallest ids greater than `after` of entries that `wanted` says yes to, in order.
    pub fn list(
        &self,
        after: SessionId,
        most: usize,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Vec<SessionId> {
        let mut found = Vec::new();
        self.each(|entry| {
            let id = entry.id();
            if id > after && wanted(entry) {
                found.push(id);
            }
        });
        if found.len() > most {
            found.select_nth_unstable(most);
            found.truncate(most);
        }
        found.sort_unstable();
        found
    }

    /// Gives a session that was in transit to its owner's successor, which has this number and descriptor for it. `None` if
    /// it is not in transit.
    pub fn adopt(&self, id: SessionId, slot: u32, socket: i32) -> Option<&Entry> {
        let entry = self.get(id)?;
        if !entry.is(flag::IN_TRANSIT) {
            return None;
        }
        entry.slot.store(slot, Relaxed);
        entry.socket.store(socket as u32, Relaxed);
        entry.clear(flag::IN_TRANSIT);
        Some(entry)
    }

    /// Forgets the sessions that are on their way to a successor of `owner`, who calls this when it has adopted all that there
    /// are: whoever had the others has died. Returns how many there were.
    pub fn abandon_in_transit(&self, owner: Station) -> usize {
        let mut count = 0;
        self.each(|entry| {
            if entry.owner() == owner && entry.is(flag::IN_TRANSIT) {
                let id = entry.id();
                count += usize::from(id > 0 && self.free(id, id));
            }
        });
        count
    }

    /// Forgets the sessions of an owner that has died with their sockets. Returns how many there were.
    pub fn abandon(&self, owner: Station) -> usize {
        let claim = CLAIMED - SessionId::from(owner);
        let mut count = 0;
        self.each(|entry| {
            if entry.owner() == owner && !entry.is(flag::IN_TRANSIT) {
                // Its place is in the lower half.
                let number = SessionId::from(entry.number.load(Relaxed));
                let shown = entry.id();
                // It may have died when it was about to show the id, or in freeing the place.
                let freed = match shown {
                    FREED => self.release(number),
                    _ if shown > 0 || shown == claim => self.free(number, shown),
                    _ => false,
                };
                count += usize::from(freed);
            }
        });
        // The one that it was filling in, if any: not on the list yet, but one of the last.
        let last = self.last();
        for id in last - RECENT..=last {
            let entry = &self.entries()[self.place(id)];
            if entry.id.load(Acquire) == claim {
                count += usize::from(self.free(id, claim));
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::{fork, kill_all_along, killed_after};

    fn facts(slot: u32) -> Facts {
        Facts {
            slot,
            port: 1,
            socket: 9,
            peer: Some(([127, 0, 0, 1], 1234).into()),
            local: Some(IpAddr::V6(Ipv6Addr::LOCALHOST)),
            connected: 12.5,
        }
    }

    #[test]
    fn every_process_sees_the_facts() {
        let sessions = Sessions::new(7, 100).unwrap();
        fork(|| assert_eq!(sessions.insert(3, &facts(55)), Some(7))).wait();
        let entry = sessions.get(7).unwrap();
        assert_eq!((entry.owner(), entry.port.load(Relaxed)), (3, 1));
        assert_eq!(entry.peer(), facts(0).peer);
        assert_eq!(entry.local(), facts(0).local);
        assert_eq!(entry.times(), [12.5, 12.5, 0.0, 0.0]);
        assert_eq!(sessions.slot(7, 3), Some(55));
        assert_eq!(sessions.slot(7, 4), None);
        assert!(entry.uid().is_none() && entry.bind(-4) && !entry.bind(5));
        assert_eq!(entry.uid(), Some(-4));
        assert!(entry.is_open());
        entry.set(flag::ENDING);
        assert!(!entry.is_open() && sessions.len() == 1);
        sessions.remove(7);
        sessions.remove(7);
        assert!(sessions.get(7).is_none() && sessions.is_empty());
        assert_eq!(sessions.insert(0, &facts(1)), Some(8));
        assert!(sessions.get(8).unwrap().uid().is_none());
    }

    #[test]
    fn the_limit_holds_and_ids_are_not_used_again() {
        let sessions = Sessions::new(1, 40).unwrap();
        let ids: Vec<_> = std::iter::from_fn(|| sessions.insert(0, &facts(0))).collect();
        assert_eq!(ids, (1..=40).collect::<Vec<_>>());
        assert!(!sessions.has_room());
        for round in 0..1000 {
            sessions.remove(if round == 0 { 17 } else { 40 + round });
            assert_eq!(sessions.insert(0, &facts(0)), Some(41 + round));
            // The ones that stay are passed over.
            if sessions.last() % 128 == 127 {
                break;
            }
        }
        assert!(sessions.get(1).is_some());
    }

    #[test]
    fn lists_are_in_order() {
        let sessions = Sessions::new(1, 1000).unwrap();
        for n in 0..5000_u32 {
            let id = sessions.insert(0, &facts(n)).unwrap();
            if n % 100 != 0 && n < 4900 {
                sessions.remove(id);
            }
        }
        let all = sessions.list(0, usize::MAX, |_| true);
        assert_eq!(all.len(), 49 + 100);
        assert!(all.is_sorted());
        assert_eq!(sessions.list(0, 10, |_| true), all[..10]);
        assert_eq!(sessions.list(all[20], 3, |_| true), all[21..24]);
        assert_eq!(sessions.list(i64::MAX, 3, |_| true), []);
        assert_eq!(sessions.list(0, 9, |entry| entry.is(flag::GONE)), []);
    }

    #[test]
    fn sessions_go_with_their_owner() {
        let sessions = Sessions::new(1, 100).unwrap();
        for n in 0..30_u16 {
            sessions.insert(n % 3, &facts(0)).unwrap();
        }
        assert_eq!(sessions.abandon(1), 10);
        assert_eq!(sessions.abandon(1), 0);
        assert_eq!(sessions.len(), 20);
        assert_eq!(sessions.list(0, 4, |_| true), [1, 3, 4, 6]);
    }

    #[test]
    fn nothing_is_left_of_one_who_is_killed_wherever_that_is() {
        for removes in [false, true] {
            kill_all_along(60, |instructions| {
                let sessions = Sessions::new(1, 100).unwrap();
                let kept = sessions.insert(4, &facts(0)).unwrap();
                let id = sessions.insert(3, &facts(1)).unwrap();
                let job = || {
                    if removes {
                        sessions.remove(id);
                    } else {
                        sessions.insert(3, &facts(2)).unwrap();
                    }
                };
                let killed = killed_after(instructions, || {}, job)?;
                // As for a worker that was told of the end of that session.
                if removes {
                    sessions.remove_for_the_dead(id);
                }
                sessions.abandon(3);
                let all = sessions.list(0, 9, |_| true);
                assert_eq!(all, [kept], "after {instructions}");
                // Killed right before or after it has counted: one too many at most, never too few.
                assert!((1..=2).contains(&sessions.len()), "after {instructions}");
                Some(killed)
            });
        }
    }

    #[test]
    fn what_is_in_transit_to_nobody_is_forgotten() {
        let sessions = Sessions::new(1, 100).unwrap();
        let ids: Vec<_> = (0..4)
            .map(|n| sessions.insert(2, &facts(n)).unwrap())
            .collect();
        for id in &ids[..3] {
            sessions.get(*id).unwrap().set(flag::IN_TRANSIT);
        }
        assert_eq!(sessions.abandon(2), 1);
        assert!(sessions.adopt(ids[1], 7, 7).is_some());
        assert_eq!(sessions.abandon_in_transit(2), 2);
        assert_eq!(sessions.list(0, 9, |_| true), [ids[1]]);
        assert_eq!(sessions.len(), 1);
    }

    #[test]
    fn hostile_ids_find_nothing() {
        let sessions = Sessions::new(1, 100).unwrap();
        for id in [0, -1, i64::MIN, i64::MAX, 257] {
            assert!(sessions.get(id).is_none());
            sessions.remove(id);
        }
        assert!(sessions.is_empty());
    }

    #[test]
    fn many_processes_enter_and_remove_at_once() {
        let sessions = Sessions::new(1, 1000).unwrap();
        let children: Vec<_> = (0..4)
            .map(|station| {
                let sessions = &sessions;
                fork(move || {
                    let mut own = Vec::new();
                    for n in 0..20_000 {
                        own.push((sessions.insert(station, &facts(n)).unwrap(), n));
                        if own.len() > 100 {
                            let (id, slot) = own.swap_remove(n as usize % 100);
                            assert_eq!(sessions.slot(id, station), Some(slot as usize));
                            sessions.remove(id);
                        }
                    }
                })
            })
            .collect();
        for child in children {
            child.wait();
        }
        assert_eq!(sessions.len(), 400);
        assert_eq!(sessions.list(0, 1000, |_| true).len(), 400);
        assert!(sessions.last() >= 80_000);
    }
}
