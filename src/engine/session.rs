//! Session ids: what PHP calls `$fd`. An id is never used again while the server runs.

/// The id of a connection, counted from 1.
pub type SessionId = i64;

/// Maps session ids to slots of the connection slab.
///
/// A power-of-two table indexed by the id's low bits, so that a lookup is one array read. A new id is the next integer
/// whose place is free: at most half of the table is in use, so that one is near.
#[derive(Debug)]
pub struct SessionTable {
    places: Vec<Place>,
    mask: usize,
    last: SessionId,
    live: usize,
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
            live: 0,
        }
    }

    /// The same, with `first` as the first id.
    pub fn starting_at(first: SessionId, max_sessions: usize) -> Self {
        Self {
            last: first.max(1) - 1,
            ..Self::new(max_sessions)
        }
    }

    /// Gives `slot` a new id; `None` when the table is at its limit.
    pub fn insert(&mut self, slot: u32) -> Option<SessionId> {
        if self.live * 2 >= self.places.len() {
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
                self.live += 1;
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
            self.live -= 1;
        }
    }

    /// The id given out last; 0 before the first.
    pub fn last(&self) -> SessionId {
        self.last
    }

    /// Number of live ids.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether no id is live.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// The smallest live id greater than `after`.
    ///
    /// Costs one step per id between, and never more than one round through the table.
    pub fn next_after(&self, after: SessionId) -> Option<SessionId> {
        if self.live == 0 {
            return None;
        }
        // Ids that are alive may be far behind the newest one, so scanning ids could take long; when the gap is larger
        // than the table, one pass over the table finds the smallest instead.
        let after = after.max(0);
        if (self.last - after) as usize <= self.places.len() {
            (after + 1..=self.last).find(|&id| self.slot(id).is_some())
        } else {
            self.places
                .iter()
                .map(|place| place.id)
                .filter(|&id| id > after)
                .min()
        }
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
