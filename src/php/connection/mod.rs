//! `Swoole\Connection`.

pub mod iterator;
