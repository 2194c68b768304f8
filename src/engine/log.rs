//! The log: lines with a local time, a process and a level, on standard output or in a file that may rotate.
//!
//! One log for the whole process, usable from any thread. A line that its level rules out costs one atomic load; ask
//! [`enabled`] before formatting an expensive one. Knows neither error codes nor who may be told of a failure: what
//! cannot be opened or formatted is returned as a [`LogError`].

use std::ffi::{CStr, CString};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How grave a line is, in the order of `SWOOLE_LOG_*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// `SWOOLE_LOG_DEBUG`
    Debug,
    /// `SWOOLE_LOG_TRACE`
    Trace,
    /// `SWOOLE_LOG_INFO`: the threshold that a process starts with.
    Info,
    /// `SWOOLE_LOG_NOTICE`
    Notice,
    /// `SWOOLE_LOG_WARNING`
    Warning,
    /// `SWOOLE_LOG_ERROR`
    Error,
    /// `SWOOLE_LOG_NONE`: the threshold that silences all levels before it. A line of this level is always written,
    /// labelled `INFO`.
    None,
}

impl Level {
    /// The level of a `SWOOLE_LOG_*` number; numbers out of range are the nearest level.
    pub const fn from_number(number: i64) -> Self {
        match number {
            i64::MIN..=0 => Self::Debug,
            1 => Self::Trace,
            2 => Self::Info,
            3 => Self::Notice,
            4 => Self::Warning,
            5 => Self::Error,
            6.. => Self::None,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Debug => "DEBUG",
            Self::Trace => "TRACE",
            Self::Info | Self::None => "INFO",
            Self::Notice => "NOTICE",
            Self::Warning => "WARNING",
            Self::Error => "ERROR",
        }
    }
}

/// When a new log file is begun. All but `Single` append a date to the file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Never.
    Single,
    /// `.202611`
    Monthly,
    /// `.20261121`
    Daily,
    /// `.2026112103`
    Hourly,
    /// `.202611210307`
    EveryMinute,
}

impl Rotation {
    /// The rotation of a `SWOOLE_LOG_ROTATION_*` number; unknown ones are daily, as in Swoole.
    pub const fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Single,
            1 => Self::Monthly,
            3 => Self::Hourly,
            4 => Self::EveryMinute,
            _ => Self::Daily,
        }
    }

    const fn format(self) -> Option<&'static CStr> {
        match self {
            Self::Single => None,
            Self::Monthly => Some(c"%Y%m"),
            Self::Daily => Some(c"%Y%m%d"),
            Self::Hourly => Some(c"%Y%m%d%H"),
            Self::EveryMinute => Some(c"%Y%m%d%H%M"),
        }
    }
}

/// What this process is to the server; a line shows it as one character before the process id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// `%`: no server runs.
    Outside = b'%',
    /// `#`
    Master = b'#',
    /// `$`
    Manager = b'$',
    /// `*`
    Worker = b'*',
    /// `^`
    TaskWorker = b'^',
    /// `@`
    UserWorker = b'@',
}

/// What the log could not do. It goes on as it was configured before.
#[derive(Debug)]
pub enum LogError {
    /// The file cannot be opened for appending.
    Open {
        /// The file, with the date that its rotation appends.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A date in this format is empty, longer than 127 bytes, or cannot be told from its end because it has a NUL.
    DateFormat {
        /// Bytes in the format.
        length: usize,
    },
}

impl std::fmt::Display for LogError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open { path, source } => {
                write!(f, "cannot open the log file '{}': {source}", path.display())
            }
            Self::DateFormat { length } => {
                write!(f, "no date can be written in this format of {length} bytes")
            }
        }
    }
}

impl std::error::Error for LogError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Open { source, .. } => Some(source),
            Self::DateFormat { .. } => None,
        }
    }
}

/// Whether a line of this level would be written.
#[inline]
pub fn enabled(level: Level) -> bool {
    level as u8 >= THRESHOLD.load(Ordering::Relaxed)
}

/// Writes one line if the level allows it. What cannot be written is dropped: there is nobody left to tell.
pub fn write(level: Level, message: impl AsRef<[u8]>) {
    if enabled(level) {
        let mut logger = logger();
        let now = now();
        if REOPEN.swap(false, Ordering::Relaxed)
            && let Err(error) = logger.reopen(now)
        {
            logger.put(now, Level::Warning, error.to_string().as_bytes());
        }
        logger.write(now, level, message.as_ref());
    }
}

/// Writes only lines of this level and graver ones from now on.
pub fn set_level(level: Level) {
    THRESHOLD.store(level as u8, Ordering::Relaxed);
}

/// Tells what this process is and which worker; both stand in every line.
pub fn set_role(role: Role, worker_id: i32) {
    ROLE.store(role as u8, Ordering::Relaxed);
    WORKER_ID.store(worker_id, Ordering::Relaxed);
}

/// Writes into `path` from now on, after what is there already.
///
/// # Errors
///
/// [`LogError::Open`]; lines go on to where they went before.
pub fn set_file(path: &Path) -> Result<(), LogError> {
    logger().set_file(now(), path)
}

/// Opens the log file again by its name, for when a program has moved it away. Nothing to do on standard output.
///
/// # Errors
///
/// [`LogError::Open`]; lines go on into the file that is open.
pub fn reopen() -> Result<(), LogError> {
    logger().reopen(now())
}

/// Does what [`reopen`] does before the next line is written. Signal handlers may call it.
pub fn reopen_later() {
    REOPEN.store(true, Ordering::Relaxed);
}

/// Begins a new file when the next line is written in another such period than the last one.
pub fn set_rotation(rotation: Rotation) {
    logger().rotation = rotation;
}

/// Writes dates in a format of strftime(3); `%F %T` at first.
///
/// # Errors
///
/// [`LogError::DateFormat`]; dates keep their format.
pub fn set_date_format(format: &[u8]) -> Result<(), LogError> {
    logger().set_date_format(now(), format)
}

/// Appends the fraction of the second to dates, as `<.000123>`.
pub fn set_microseconds(enable: bool) {
    logger().microseconds = enable;
}

static THRESHOLD: AtomicU8 = AtomicU8::new(Level::Info as u8);
static ROLE: AtomicU8 = AtomicU8::new(Role::Outside as u8);
static REOPEN: AtomicBool = AtomicBool::new(false);
static WORKER_ID: AtomicI32 = AtomicI32::new(0);
static LOGGER: Mutex<Logger> = Mutex::new(Logger::new());

fn logger() -> MutexGuard<'static, Logger> {
    // Whoever panicked left no half-made state: every change is one assignment.
    LOGGER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Since the unix epoch.
fn now() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

struct Logger {
    target: Target,
    rotation: Rotation,
    /// `None` is the default format: a `CString` cannot be made in a `static`.
    date_format: Option<CString>,
    microseconds: bool,
}

enum Target {
    Stdout,
    File {
        file: File,
        /// As it was configured.
        path: PathBuf,
        /// The one opened last, or tried in vain: with the date of the rotation.
        dated: PathBuf,
    },
}

impl Logger {
    const fn new() -> Self {
        Self {
            target: Target::Stdout,
            rotation: Rotation::Single,
            date_format: None,
            microseconds: false,
        }
    }

    fn set_file(&mut self, now: Duration, path: &Path) -> Result<(), LogError> {
        let dated = dated(path, self.rotation, now);
        let file = open(&dated)?;
        self.target = Target::File {
            file,
            path: path.to_owned(),
            dated,
        };
        Ok(())
    }

    fn reopen(&mut self, now: Duration) -> Result<(), LogError> {
        match &self.target {
            Target::Stdout => Ok(()),
            Target::File { path, .. } => {
                let path = path.clone();
                self.set_file(now, &path)
            }
        }
    }

    fn set_date_format(&mut self, now: Duration, format: &[u8]) -> Result<(), LogError> {
        let error = LogError::DateFormat {
            length: format.len(),
        };
        match CString::new(format) {
            Ok(text) if local_time(&text, now).is_some() => self.date_format = Some(text),
            _ => return Err(error),
        }
        Ok(())
    }

    fn write(&mut self, now: Duration, level: Level, message: &[u8]) {
        if let Err(error) = self.rotate(now) {
            self.put(now, Level::Warning, error.to_string().as_bytes());
        }
        self.put(now, level, message);
    }

    /// Begins the file of the current period. A file that cannot be opened is tried once in its period.
    fn rotate(&mut self, now: Duration) -> Result<(), LogError> {
        let Target::File {
            file,
            path,
            dated: current,
        } = &mut self.target
        else {
            return Ok(());
        };
        let next = dated(path, self.rotation, now);
        if next != *current {
            current.clone_from(&next);
            *file = open(&next)?;
        }
        Ok(())
    }

    fn put(&mut self, now: Duration, level: Level, message: &[u8]) {
        let line = self.line(now, level, message);
        // One write for the whole line, so that lines of several processes do not mix.
        let _ = match &mut self.target {
            Target::Stdout => {
                let mut stdout = io::stdout().lock();
                stdout.write_all(&line).and_then(|()| stdout.flush())
            }
            Target::File { file, .. } => file.write_all(&line),
        };
    }

    fn line(&self, now: Duration, level: Level, message: &[u8]) -> Vec<u8> {
        let format = self.date_format.as_deref().unwrap_or(c"%F %T");
        let mut line = Vec::with_capacity(64 + message.len());
        line.push(b'[');
        // A format that gave a date once may give too long a one in another month: then there is none.
        line.extend(local_time(format, now).unwrap_or_default());
        if self.microseconds {
            line.extend(format!("<.{:06}>", now.subsec_micros()).into_bytes());
        }
        line.extend([b' ', ROLE.load(Ordering::Relaxed)]);
        let (pid, worker) = (std::process::id(), WORKER_ID.load(Ordering::Relaxed));
        line.extend(format!("{pid}.{worker}]\t{}\t", level.label()).into_bytes());
        line.extend_from_slice(message);
        line.push(b'\n');
        line
    }
}

fn dated(path: &Path, rotation: Rotation, now: Duration) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    if let Some(date) = rotation.format().and_then(|format| local_time(format, now)) {
        name.push(".");
        // The formats of rotations are digits only.
        name.push(String::from_utf8_lossy(&date).as_ref());
    }
    name.into()
}

fn open(path: &Path) -> Result<File, LogError> {
    // Also for reading, because opening a named pipe only for writing waits for its reader.
    OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)
        .map_err(|source| LogError::Open {
            path: path.to_owned(),
            source,
        })
}

/// The local time of `now` in a format of strftime(3), of 1 to 127 bytes.
fn local_time(format: &CStr, now: Duration) -> Option<Vec<u8>> {
    let seconds = libc::time_t::try_from(now.as_secs()).ok()?;
    let mut text = [0_u8; 128];
    let mut time = MaybeUninit::<libc::tm>::uninit();
    // SAFETY: localtime_r fills `time` unless it returns null; strftime writes no more than it is given room for, and
    // returns how much that was.
    let length = unsafe {
        if libc::localtime_r(&raw const seconds, time.as_mut_ptr()).is_null() {
            return None;
        }
        libc::strftime(
            text.as_mut_ptr().cast(),
            text.len(),
            format.as_ptr(),
            time.as_ptr(),
        )
    };
    (length > 0).then(|| text[..length].to_vec())
}

#[cfg(test)]
#[path = "log_tests.rs"]
mod tests;
