//! Addresses of host names that are kept for a while.

use std::collections::BTreeMap;
use std::ffi::c_int;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// How many answers are kept, and for how long each.
#[derive(Debug, Clone, Copy)]
pub struct Life {
    /// Beyond it, the one that was not used for longest goes.
    pub capacity: usize,
    /// `None` for ever.
    pub time: Option<Duration>,
}

/// Addresses by family and name.
#[derive(Debug, Default)]
pub struct NameCache {
    answers: BTreeMap<(c_int, Vec<u8>), Kept>,
    uses: u64,
}

#[derive(Debug)]
struct Kept {
    address: IpAddr,
    /// `None` for ever.
    until: Option<Instant>,
    used: u64,
}

impl NameCache {
    /// Nothing is known.
    pub const fn new() -> Self {
        Self {
            answers: BTreeMap::new(),
            uses: 0,
        }
    }

    /// What is known of a name.
    pub fn get(&mut self, family: c_int, name: &[u8], now: Instant) -> Option<IpAddr> {
        self.uses += 1;
        let kept = self.answers.get_mut(&(family, name.to_vec()))?;
        if kept.until.is_some_and(|until| until <= now) {
            return None;
        }
        kept.used = self.uses;
        Some(kept.address)
    }

    /// Keeps an answer.
    pub fn put(&mut self, family: c_int, name: &[u8], address: IpAddr, life: Life, now: Instant) {
        if life.capacity == 0 {
            return;
        }
        let key = (family, name.to_vec());
        if !self.answers.contains_key(&key) {
            // More than one is too many if the capacity has become smaller.
            while self.answers.len() >= life.capacity {
                self.drop_oldest();
            }
        }
        self.uses += 1;
        let kept = Kept {
            address,
            until: life.time.and_then(|time| now.checked_add(time)),
            used: self.uses,
        };
        self.answers.insert(key, kept);
    }

    /// Looking through all of them is nothing beside the lookup that this one took.
    fn drop_oldest(&mut self) {
        let oldest = self.answers.iter().min_by_key(|(_, kept)| kept.used);
        if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
            self.answers.remove(&oldest);
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.answers.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAMILY: c_int = libc::AF_INET;

    fn address(last: u8) -> IpAddr {
        [127, 0, 0, last].into()
    }

    fn life(capacity: usize, seconds: Option<u64>) -> Life {
        Life {
            capacity,
            time: seconds.map(Duration::from_secs),
        }
    }

    #[test]
    fn answers_are_kept_by_family_for_their_time() {
        let mut cache = NameCache::new();
        let now = Instant::now();
        cache.put(FAMILY, b"a", address(1), life(9, Some(60)), now);
        cache.put(FAMILY, b"b", address(2), life(9, None), now);
        let after = |seconds| now + Duration::from_secs(seconds);
        assert_eq!(cache.get(FAMILY, b"a", after(59)), Some(address(1)));
        assert_eq!(cache.get(FAMILY, b"a", after(60)), None);
        assert_eq!(cache.get(FAMILY, b"b", after(1 << 30)), Some(address(2)));
        assert_eq!(cache.get(libc::AF_INET6, b"b", now), None);
        cache.put(FAMILY, b"a", address(3), life(9, Some(60)), after(60));
        assert_eq!(cache.get(FAMILY, b"a", after(61)), Some(address(3)));
        cache.clear();
        assert_eq!(cache.get(FAMILY, b"b", now), None);
    }

    #[test]
    fn those_that_were_not_used_for_longest_go() {
        let mut cache = NameCache::new();
        let now = Instant::now();
        for (name, last) in [(b"a", 1), (b"b", 2), (b"c", 3)] {
            cache.put(FAMILY, name, address(last), life(3, None), now);
        }
        cache.get(FAMILY, b"a", now);
        cache.put(FAMILY, b"d", address(4), life(3, None), now);
        let mut known = |name: &[u8]| cache.get(FAMILY, name, now).is_some();
        assert!(!known(b"b") && known(b"c") && known(b"a") && known(b"d"));
        cache.put(FAMILY, b"e", address(5), life(1, None), now);
        let mut known = |name: &[u8]| cache.get(FAMILY, name, now).is_some();
        assert!(known(b"e") && !known(b"a") && !known(b"d"));
        cache.put(FAMILY, b"f", address(6), life(0, None), now);
        assert_eq!(cache.get(FAMILY, b"f", now), None);
    }
}
