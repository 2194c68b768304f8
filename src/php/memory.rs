//! PHP's kind of memory for the engine: payloads are `zend_string`s from the first byte on.

use super::zend::string::{ZStr, ZStrBuf};
use crate::engine::memory::{Memory, SharedBytes};

/// Messages arrive in `zend_string`s; what is sent is referenced from them.
pub struct Zend;

impl Memory for Zend {
    type Buffer = ZStrBuf;
    type Shared = ZStr;
}

impl SharedBytes for ZStr {
    fn is_sole(&self) -> bool {
        self.has_one_owner()
    }
}

/// The engine's server, running on PHP's memory.
pub type Engine = crate::engine::server::Server<Zend>;
