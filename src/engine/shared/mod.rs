//! Memory that processes share which are forked after it was made.
//!
//! `mapping` owns the memory; everything else here is laid out in one. What lies in shared memory is made of atomics only
//! (`Shared`): another process may write to any byte at any time, also one that has gone mad.

mod mapping;
mod word;

pub use mapping::{Mapping, Shared};
pub use word::SharedWord;
