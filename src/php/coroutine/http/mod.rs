//! `Swoole\Coroutine\Http`.

pub mod server;
