//! Processes: making them, and what goes between them.

pub mod spawn;
