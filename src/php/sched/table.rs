//! From ids to coroutines. Ids count from 1 and are never used again.

use super::coroutine::Coroutine;

/// A power-of-two table indexed by the id's low bits, so that a lookup is one array read. A new id is the next integer
/// whose place is free; the table grows before half of it is in use, so that one is near.
pub(super) struct Table {
    places: Vec<Place>,
    len: usize,
    last: i64,
}

#[derive(Clone, Copy)]
struct Place {
    cid: i64,
    coroutine: Option<&'static Coroutine>,
}

const FREE: Place = Place {
    cid: 0,
    coroutine: None,
};

const FIRST_SIZE: usize = 1024;

impl Table {
    /// Without coroutines.
    pub const fn new() -> Self {
        Self {
            places: Vec::new(),
            len: 0,
            last: 0,
        }
    }

    /// Gives a coroutine its id.
    #[inline]
    pub fn insert(&mut self, coroutine: &'static Coroutine) -> i64 {
        if self.len * 2 >= self.places.len() {
            self.grow();
        }
        loop {
            self.last += 1;
            let at = self.place(self.last);
            let place = &mut self.places[at];
            if place.cid == 0 {
                *place = Place {
                    cid: self.last,
                    coroutine: Some(coroutine),
                };
                self.len += 1;
                return self.last;
            }
        }
    }

    /// The coroutine with this id.
    #[inline]
    pub fn get(&self, cid: i64) -> Option<&'static Coroutine> {
        let place = self.places.get(self.place(cid))?;
        if place.cid == cid {
            place.coroutine
        } else {
            None
        }
    }

    /// Forgets an id.
    #[inline]
    pub fn remove(&mut self, cid: i64) {
        let at = self.place(cid);
        if let Some(place) = self.places.get_mut(at)
            && place.cid == cid
            && cid > 0
        {
            *place = FREE;
            self.len -= 1;
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.places.clear();
        self.len = 0;
    }

    /// Number of coroutines.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The id given out last; 0 before the first.
    pub fn last(&self) -> i64 {
        self.last
    }

    /// All ids, in order.
    pub fn ids(&self) -> Vec<i64> {
        let mut ids: Vec<i64> = self.places.iter().map(|place| place.cid).collect();
        ids.retain(|&cid| cid > 0);
        ids.sort_unstable();
        ids
    }

    #[inline]
    fn place(&self, cid: i64) -> usize {
        cid as usize & self.places.len().wrapping_sub(1)
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(FIRST_SIZE);
        let old = std::mem::replace(&mut self.places, vec![FREE; size]);
        for place in old {
            if place.cid > 0 {
                let at = self.place(place.cid);
                self.places[at] = place;
            }
        }
    }
}
