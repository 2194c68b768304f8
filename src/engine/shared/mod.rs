//! Memory that processes share which are forked after it was made.
//!
//! `mapping` owns the memory, `cell` parts of it for small things; everything else here is laid out in one of them. What lies in
//! shared memory is made of atomics only (`Shared`): another process may write to any byte at any time, also one that has
//! gone mad, and any process may be killed in the middle of anything. `owner` tells who has died, `robust` takes
//! over what the dead have locked.

pub mod bell;
mod cell;
pub mod exchange;
pub mod futex;
pub mod lock;
mod mapping;
mod owner;
pub mod post;
pub mod ring;
mod robust;
pub mod sessions;
pub mod table;

pub use cell::{SharedCell, SharedWord};
pub use mapping::{Mapping, Shared};
pub use owner::Owner;
pub use robust::RobustLock;
