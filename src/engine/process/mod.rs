//! Processes: making them, keeping them, and what goes between them.
//!
//! [`spawn`] makes one, [`supervisor`] keeps those of a server, [`master`] keeps the supervisor where it is a process of
//! its own, [`board`] is what all of them see. [`pipe`] and [`queue`] are for processes that the program makes.

pub mod affinity;
pub mod bell;
pub mod board;
pub mod bus;
pub mod isolation;
mod leave;
pub mod master;
pub mod pipe;
pub mod priority;
pub mod queue;
pub mod spawn;
pub mod supervisor;
pub mod turn;
pub mod watchdog;

pub use leave::leave;
