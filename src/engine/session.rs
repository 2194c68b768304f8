//! Session ids: what PHP calls `$fd`. An id is never used again while the server runs.

/// The id of a connection, counted from 1.
pub type SessionId = i64;

use std::collections::BTreeSet;
use std::ops::Bound;

/// The largest first id: it leaves room for more ids than a server can give out.
pub const LARGEST_FIRST: SessionId = SessionId::MAX / 2;
/// How many ids are looked up one by one before the ordered set is asked.
const NEAR: SessionId = 32;

/// Maps session ids to slots of the connection slab.
///
/// A power-of-two table indexed by the id's low bits, so that a lookup is one array read. A new id is the next integer
/// whose place is free: at most half of the table is in use, so that one is near.
#[derive(Debug)]
pub struct SessionTable {
    places: Vec<Place>,
    mask: usize,
    last: SessionId,
    /// The live ids in order, for walking through them when they lie far apart.
    live: BTreeSet<SessionId>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    id: SessionId,
    slot: u32,
}

const FREE: Place = Place { id: 0, slot: 0 };

impl SessionTable {
    /// A table for at most `max_sessions` at a time.
    pub fn new(max_sessions: usize) -> Self {
        let size = (max_sessions.max(8) * 2).next_power_of_two();
        Self {
            places: vec![FREE; size],
            mask: size - 1,
            last: 0,
            live: BTreeSet::new(),
        }
    }

    /// The same, with `first` as the first id.
    pub fn starting_at(first: SessionId, max_sessions: usize) -> Self {
        Self {
            last: first.clamp(1, LARGEST_FIRST) - 1,
            ..Self::new(max_sessions)
        }
    }

    /// Gives `slot` a new id; `None` when the table is at its limit.
    pub fn insert(&mut self, slot: u32) -> Option<SessionId> {
        if self.live.len() * 2 >= self.places.len() {
            return None;
        }
        loop {
            self.last += 1;
            let place = &mut self.places[self.last as usize & self.mask];
            if place.id == 0 {
                *place = Place {
                    id: self.last,
                    slot,
                };
                self.live.insert(self.last);
                return Some(self.last);
            }
        }
    }

    /// The slot of a live id.
    #[inline]
    pub fn slot(&self, id: SessionId) -> Option<usize> {
        let place = self.places[id as usize & self.mask];
        (place.id == id && id > 0).then_some(place.slot as usize)
    }

    /// Forgets a live id.
    pub fn remove(&mut self, id: SessionId) {
        let place = &mut self.places[id as usize & self.mask];
        if place.id == id && id > 0 {
            *place = FREE;
            self.live.remove(&id);
        }
    }

    /// The id given out last; 0 before the first.
    pub fn last(&self) -> SessionId {
        self.last
    }

    /// Number of live ids.
    pub fn len(&self) -> usize {
        self.live.len()
    }

    /// Whether no id is live.
    pub fn is_empty(&self) -> bool {
        self.live.is_empty()
    }

    /// The smallest live id greater than `after`.
    pub fn next_after(&self, after: SessionId) -> Option<SessionId> {
        let after = after.max(0);
        // Most often the next id is near, and the table is faster. Sessions that stay long while others come and go
        // lie far apart.
        let near = after.saturating_add(NEAR).min(self.last);
        (after.min(near) + 1..=near)
            .find(|&id| self.slot(id).is_some())
            .or_else(|| {
                let beyond = (Bound::Excluded(after.max(near)), Bound::Unbounded);
                self.live.range(beyond).next().copied()
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_count_from_one_and_are_not_reused() {
        let mut table = SessionTable::new(4);
        assert_eq!(table.insert(7), Some(1));
        assert_eq!(table.slot(1), Some(7));
        table.remove(1);
        assert_eq!(table.slot(1), None);
        assert_eq!(table.insert(7), Some(2));
    }

    #[test]
    fn a_long_lived_session_is_skipped_when_ids_come_round() {
        let mut table = SessionTable::new(4);
        let old = table.insert(0).unwrap();
        for _ in 0..100 {
            let id = table.insert(1).unwrap();
            assert_eq!(table.slot(old), Some(0));
            table.remove(id);
        }
        assert_eq!(table.next_after(0), Some(old));
        assert_eq!(table.next_after(old), None);
    }

    #[test]
    fn ids_are_walked_in_order_however_far_apart_they_are() {
        let mut table = SessionTable::starting_at(1000, 100);
        let mut kept = Vec::new();
        for n in 0..100_000 {
            let id = table.insert(n).unwrap();
            if n % 3000 == 0 || n % 3000 == 7 {
                kept.push(id);
            } else {
                table.remove(id);
            }
        }
        assert!(kept[0] == 1000 && kept.len() > 60);
        let walk = |from| std::iter::successors(table.next_after(from), |&id| table.next_after(id));
        assert!(walk(0).eq(kept.iter().copied()));
        assert!(walk(-5).eq(kept.iter().copied()));
        // From an id that is not live.
        assert!(walk(kept[10] + 1).eq(kept[11..].iter().copied()));
        for beyond in [table.last(), table.last() + 1, SessionId::MAX] {
            assert_eq!(table.next_after(beyond), None);
        }
    }

    #[test]
    fn the_first_id_may_be_any() {
        for (first, given) in [
            (0, 1),
            (-7, 1),
            (1, 1),
            (12345, 12345),
            (SessionId::MAX, LARGEST_FIRST),
        ] {
            let mut table = SessionTable::starting_at(first, 8);
            assert_eq!(table.insert(0), Some(given));
            assert_eq!(table.insert(1), Some(given + 1));
            assert_eq!(table.next_after(0), Some(given));
        }
    }

    #[test]
    fn the_limit_holds() {
        let mut table = SessionTable::new(8);
        let ids: Vec<_> = std::iter::from_fn(|| table.insert(0)).collect();
        assert_eq!(ids.len(), 8);
        table.remove(ids[3]);
        assert!(table.insert(0).is_some());
    }

    #[test]
    fn hostile_ids_find_nothing() {
        let table = SessionTable::new(8);
        for id in [0, -1, i64::MIN, i64::MAX] {
            assert_eq!(table.slot(id), None);
        }
    }
}
