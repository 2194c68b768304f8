//! Files that are sent: opened, checked, and cut to the part that was asked for.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;

use super::last_error;
use super::zend::ZStr;

/// A part of an open file.
pub struct FilePart {
    /// The file.
    pub file: File,
    /// Where the part begins, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub len: usize,
}

/// Why a file cannot be sent.
#[derive(Debug)]
pub enum FileError {
    /// The name is empty.
    NoName,
    /// It cannot be opened.
    Open(String, io::Error),
    /// It is a folder or a device.
    NotRegular(String),
    /// The part begins behind its end.
    Offset(i64),
    /// The part ends behind its end.
    Length(i64),
}

impl FileError {
    /// Swoole's code, or the system's.
    pub fn code(&self) -> i32 {
        match self {
            Self::Open(_, error) => error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL),
            Self::NotRegular(_) => last_error::SERVER_IS_NOT_REGULAR_FILE,
            Self::NoName | Self::Offset(_) | Self::Length(_) => last_error::PHP_RUNTIME_NOTICE,
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("file name is empty"),
            Self::Open(name, error) => {
                let errno = error.raw_os_error().unwrap_or(0);
                let reason = last_error::system_sentence(errno);
                write!(f, "stat({name}) failed, Error: {reason}[{errno}]")
            }
            Self::NotRegular(name) => {
                write!(f, "parameter $file[{name}] given is not a regular file")
            }
            Self::Offset(offset) => write!(f, "parameter $offset[{offset}] exceeds the file size"),
            Self::Length(length) => write!(f, "parameter $length[{length}] exceeds the file size"),
        }
    }
}

/// Opens a file to read it. A pipe that nobody writes to does not make this wait; what is regular is not affected.
pub fn open(path: &[u8]) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK)
        .open(OsStr::from_bytes(path))
}

/// Opens `length` bytes of a file from `offset` on; a length of 0 means all that follows.
pub fn open_part(name: &ZStr, offset: i64, length: i64) -> Result<FilePart, FileError> {
    if name.as_bytes().is_empty() {
        return Err(FileError::NoName);
    }
    let text = || String::from_utf8_lossy(name.as_bytes()).into_owned();
    let failed = |error| FileError::Open(text(), error);
    let file = open(name.as_bytes()).map_err(failed)?;
    let facts = file.metadata().map_err(failed)?;
    if !facts.is_file() {
        return Err(FileError::NotRegular(text()));
    }
    let size = facts.len();
    let start = u64::try_from(offset).ok().filter(|&start| start <= size);
    let start = start.ok_or(FileError::Offset(offset))?;
    let rest = size - start;
    let len = match length {
        0 => rest,
        _ => u64::try_from(length)
            .ok()
            .filter(|&len| len <= rest)
            .ok_or(FileError::Length(length))?,
    };
    let len = usize::try_from(len).map_err(|_| FileError::Length(length))?;
    Ok(FilePart {
        file,
        offset: start,
        len,
    })
}
