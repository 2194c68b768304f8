//! Whole files and file systems: `readFile()`, `writeFile()`, `statvfs()`.

use std::ffi::{CString, OsStr};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;

use crate::engine::blocking::AtEnd;
use crate::engine::log::Level;
use crate::php::coroutine::blocking;
use crate::php::zend::string::{available_memory, out_of_memory};
use crate::php::zend::{Array, Call, PhpResult, Value, ZStr, errors};
use crate::php::{last_error, sched};

/// `LOCK_EX`: work under an advisory lock.
const LOCK: i64 = 2;
/// `FILE_APPEND`
const APPEND: i64 = 8;

/// A path argument: not empty, and without NUL bytes.
fn path(call: &Call<'_>, index: u32, what: &str) -> PhpResult<ZStr> {
    let path = call.str(index)?;
    if path.as_bytes().contains(&0) {
        return Err(call.value_error(index, "must not contain any null bytes"));
    }
    if path.as_bytes().is_empty() {
        return Err(errors::throw_value_error(&format!(
            "{what} cannot be empty"
        )));
    }
    Ok(path)
}

/// What went wrong with a file, and in which system call.
struct Failed {
    call: &'static str,
    error: io::Error,
}

/// For `map_err`: notes the call that failed.
fn by(call: &'static str) -> impl FnOnce(io::Error) -> Failed {
    move |error| Failed { call, error }
}

/// Tells why there is no result: sets the last error, and writes a line about the file into the log.
fn report(function: &str, path: &[u8], failed: &Failed) {
    let Failed { call, error } = failed;
    let code = error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL);
    let mut text = format!("{call}(").into_bytes();
    text.extend_from_slice(path);
    let sentence = last_error::sentence(code);
    text.extend_from_slice(format!(") failed, Error: {sentence}[{code}]").as_bytes());
    last_error::report(Level::Warning, code, function, text);
    last_error::set_system(code);
}

fn lock(file: &File, operation: i32) -> io::Result<()> {
    // SAFETY: flock on a descriptor that the file owns.
    while unsafe { libc::flock(file.as_raw_fd(), operation) } != 0 {
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    Ok(())
}

/// What a file contains; `None` if that is more than `most` bytes.
fn read(path: &[u8], locked: bool, most: usize) -> Result<Option<Vec<u8>>, Failed> {
    let file = File::open(OsStr::from_bytes(path)).map_err(by("open"))?;
    if locked {
        // It goes with the descriptor.
        lock(&file, libc::LOCK_SH).map_err(by("flock"))?;
    }
    let mut content = Vec::new();
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    if size > most as u64 || content.try_reserve_exact(size as usize).is_err() {
        return Ok(None);
    }
    let limit = (most as u64).saturating_add(1);
    file.take(limit)
        .read_to_end(&mut content)
        .map_err(by("read"))?;
    Ok((content.len() <= most).then_some(content))
}

/// `Swoole\Coroutine\System::readFile`
pub fn read_file(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let path = path(call, 0, "Filename")?;
    let locked = call.long_or(1, 0)? & LOCK != 0;
    sched::require()?;
    let (own, most) = (path.as_bytes().to_vec(), available_memory());
    let result = blocking::run(AtEnd::Abandon, None, move || read(&own, locked, most))?;
    match result {
        // Others may have used memory meanwhile.
        Ok(Ok(Some(content))) if content.len() <= available_memory() => {
            return call.ret(Value::bytes(&content));
        }
        Ok(Ok(_)) => return Err(out_of_memory(most)),
        Ok(Err(failed)) => report("System::read_file", path.as_bytes(), &failed),
        Err(stopped) => last_error::set(stopped.code()),
    }
    call.ret_bool(false)
}

/// Writes a whole file; returns how many bytes were written, which may be too few if the disk is full.
fn write(path: &[u8], content: &[u8], append: bool, locked: bool) -> Result<usize, Failed> {
    let mut file = OpenOptions::new()
        .write(true)
        .append(append)
        .truncate(!append)
        .create(true)
        .mode(0o644)
        .custom_flags(libc::O_NOFOLLOW)
        .open(OsStr::from_bytes(path))
        .map_err(by("open"))?;
    if locked {
        lock(&file, libc::LOCK_EX).map_err(by("flock"))?;
    }
    let mut written = 0;
    while written < content.len() {
        match file.write(&content[written..]) {
            Ok(0) => break,
            Ok(count) => written += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if written == 0 => return Err(by("write")(error)),
            Err(_) => break,
        }
    }
    Ok(written)
}

/// `Swoole\Coroutine\System::writeFile`
pub fn write_file(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let path = path(call, 0, "Filename")?;
    let content = call.str(1)?;
    let flags = call.long_or(2, 0)?;
    sched::require()?;
    let (append, locked) = (flags & APPEND != 0, flags & LOCK != 0);
    let (own, bytes) = (path.as_bytes().to_vec(), content.as_bytes().to_vec());
    let result = blocking::run(AtEnd::Complete, None, move || {
        write(&own, &bytes, append, locked)
    })?;
    match result {
        Ok(Ok(written)) => return call.ret(Value::long(written as i64)),
        Ok(Err(failed)) => report("System::write_file", path.as_bytes(), &failed),
        Err(stopped) => last_error::set(stopped.code()),
    }
    call.ret_bool(false)
}

/// The numbers of a file system, in the order in which `statvfs()` returns them.
fn numbers(path: &CString) -> io::Result<[i64; 11]> {
    // SAFETY: all-zero is a valid record; the path is a C string.
    let stat = unsafe {
        let mut stat: libc::statvfs = std::mem::zeroed();
        if libc::statvfs(path.as_ptr(), &raw mut stat) != 0 {
            return Err(io::Error::last_os_error());
        }
        stat
    };
    Ok([
        stat.f_bsize,
        stat.f_frsize,
        stat.f_blocks,
        stat.f_bfree,
        stat.f_bavail,
        stat.f_files,
        stat.f_ffree,
        stat.f_favail,
        stat.f_fsid,
        stat.f_flag,
        stat.f_namemax,
    ]
    .map(|number| number as i64))
}

/// `Swoole\Coroutine\System::statvfs`
pub fn statvfs(call: &mut Call<'_>) -> PhpResult {
    const NAMES: [&str; 11] = [
        "bsize", "frsize", "blocks", "bfree", "bavail", "files", "ffree", "favail", "fsid", "flag",
        "namemax",
    ];
    call.expect_args(1, 1)?;
    let path = path(call, 0, "Path")?;
    let Ok(own) = CString::new(path.as_bytes()) else {
        unreachable!("a path without NUL bytes");
    };
    // Outside of a coroutine it blocks.
    let result = if sched::current().is_some() {
        blocking::run(AtEnd::Abandon, None, move || numbers(&own))?
    } else {
        Ok(numbers(&own))
    };
    let numbers = match result {
        Ok(Ok(numbers)) => numbers,
        Ok(Err(error)) => {
            last_error::set_system(error.raw_os_error().unwrap_or(last_error::SYSTEM_CALL_FAIL));
            [0; 11]
        }
        Err(stopped) => {
            last_error::set(stopped.code());
            [0; 11]
        }
    };
    let mut all = Array::with_capacity(NAMES.len());
    for (name, number) in NAMES.into_iter().zip(numbers) {
        all.set(name.as_bytes(), Value::long(number));
    }
    call.ret(all)
}
