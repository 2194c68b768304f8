//! Sockets for coroutines: operations that wait instead of blocking. What `Coroutine\Socket`, the clients and the
//! coroutine servers are built on; it makes no PHP objects and keeps no error codes of theirs.
//!
//! Every operation tries first and suspends the running coroutine only if it would have blocked. A result has two layers:
//! the outer one is `Thrown` when the coroutine must unwind, the inner one tells how the operation went.

pub mod address;
mod endpoint;
pub mod framing;
mod input;
mod limit;
pub mod option;
mod pace;
pub mod proxy;
mod stream;
pub mod timeouts;
mod transfer;

use std::borrow::Cow;
use std::io;

pub use endpoint::Endpoint;
pub use input::Packet;
pub use limit::Limit;
pub use pace::Pace;
pub use stream::Stream;
pub use transfer::{BLOCK, Transfer};

use crate::php::last_error;
use crate::php::zend::PhpResult;

/// Why an operation failed: an `errno` or one of Swoole's codes, perhaps with a sentence of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    code: i32,
    text: Option<String>,
}

/// How an operation went, unless the coroutine must unwind.
pub type Outcome<T = ()> = PhpResult<Result<T, Failure>>;

impl Failure {
    /// A failure that is told by its code's sentence.
    pub fn new(code: i32) -> Self {
        Self { code, text: None }
    }

    /// A failure with a sentence of its own.
    pub fn with_text(code: i32, text: impl Into<String>) -> Self {
        Self {
            code,
            text: Some(text.into()),
        }
    }

    /// The `errno` or Swoole's code.
    pub fn code(&self) -> i32 {
        self.code
    }

    /// The same in words.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.text {
            Some(text) => Cow::Borrowed(text),
            None => last_error::sentence(self.code),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(error.raw_os_error().unwrap_or_else(|| match error.kind() {
            io::ErrorKind::AlreadyExists => libc::EEXIST,
            io::ErrorKind::InvalidInput => libc::EINVAL,
            io::ErrorKind::OutOfMemory => libc::ENOMEM,
            _ => libc::EIO,
        }))
    }
}
