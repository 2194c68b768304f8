//! Everything that touches Zend. One file per PHP class; the path mirrors the namespace.
//!
//! `zend` holds the raw Zend calls, `runtime` the loop that PHP callbacks run on, `module` what PHP loads.

mod atomic;
mod autoload;
mod classes;
mod company;
mod connection;
mod coroutine;
mod daemon;
mod event;
mod exit;
mod exit_exception;
mod file;
mod functions;
mod hooks;
mod http;
mod last_error;
mod lock;
mod log_settings;
mod memory;
mod mime_types;
mod module;
mod process;
mod random;
mod runtime;
mod sched;
mod server;
mod table;
mod timer;
mod websocket;
mod zend;
