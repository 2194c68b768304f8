//! What the operating system and a DNS server have told about host names.

use std::cell::RefCell;

use crate::engine::name_cache::NameCache;
use crate::php::zend::thread::OneThread;

// SAFETY: code of PHP's thread only.
static SYSTEM: OneThread<RefCell<NameCache>> =
    unsafe { OneThread::new(RefCell::new(NameCache::new())) };
// SAFETY: as above.
static SERVER: OneThread<RefCell<NameCache>> =
    unsafe { OneThread::new(RefCell::new(NameCache::new())) };

/// What the operating system has resolved.
pub fn of_system<R>(body: impl FnOnce(&mut NameCache) -> R) -> R {
    body(&mut SYSTEM.get().borrow_mut())
}

/// What a DNS server has told.
pub fn of_server<R>(body: impl FnOnce(&mut NameCache) -> R) -> R {
    body(&mut SERVER.get().borrow_mut())
}

/// Forgets what the operating system has resolved.
pub fn forget() {
    of_system(NameCache::clear);
}

/// Forgets everything, at the end of the request.
pub fn clear() {
    forget();
    of_server(NameCache::clear);
}
