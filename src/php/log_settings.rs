//! The options of `Server::set()` that configure the log, with Swoole's names, casts and complaints.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::last_error;
use super::zend::{Array, Value};
use crate::engine::log::{self, Level, LogError, Rotation};

/// Applies the options that are there; null counts as not there. What is wrong with one goes into the log.
pub fn apply(options: &Array) {
    let option = |name: &[u8]| options.get(name).filter(|value| !value.is_null());
    if let Some(file) = option(b"log_file").and_then(Value::to_zstr) {
        complain(log::set_file(Path::new(OsStr::from_bytes(file.as_bytes()))));
    }
    if let Some(level) = option(b"log_level") {
        log::set_level(Level::from_number(level.to_long()));
    }
    if let Some(format) = option(b"log_date_format").and_then(Value::to_zstr) {
        complain(log::set_date_format(format.as_bytes()));
    }
    if let Some(enable) = option(b"log_date_with_microseconds") {
        log::set_microseconds(enable.truthy());
    }
    if let Some(rotation) = option(b"log_rotation") {
        log::set_rotation(Rotation::from_number(rotation.to_long()));
    }
    if let Some(enable) = option(b"display_errors") {
        last_error::set_display_errors(enable.truthy());
    }
}

/// Opens the log file anew, for when a program has moved it away.
pub fn reopen() {
    complain(log::reopen());
}

fn complain(result: Result<(), LogError>) {
    match result {
        Ok(()) => {}
        Err(LogError::Open { path, source }) => {
            let errno = source.raw_os_error().unwrap_or(0);
            let reason = last_error::system_sentence(errno);
            let message = format!(
                "open('{}') failed. Error: {reason}[{errno}]",
                path.display()
            );
            last_error::report(
                Level::Warning,
                last_error::SYSTEM_CALL_FAIL,
                "Logger::open",
                message,
            );
        }
        Err(LogError::DateFormat { length }) => {
            let message = format!("The date format string[length={length}] is too long");
            last_error::report(
                Level::Warning,
                last_error::INVALID_PARAMS,
                "Logger::set_date_format",
                message,
            );
        }
    }
}
