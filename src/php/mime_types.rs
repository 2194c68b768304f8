//! The process's table of media types by file extension, as `swoole_mime_type_*` show and change it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::protocol::http::MimeTypes;

static TABLE: Mutex<MimeTypes> = Mutex::new(MimeTypes::new());

/// The table. Hold it only as long as nothing of PHP is called.
pub fn table() -> MutexGuard<'static, MimeTypes> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
}
