//! What `Swoole\Process` does with processes in general, this one included: signals to others, waiting for children, alarms,
//! priorities, other programs.

use std::ffi::CString;
use std::io;
use std::os::fd::RawFd;

use super::{made, pid_of, refuse_in_coroutine, system_warning};
use crate::engine::process::priority;
use crate::php::coroutine::system;
use crate::php::zend::{Array, Call, PhpResult, Thrown, Value, errors};
use crate::php::{daemon as background, event, last_error, runtime};

/// `Swoole\Process::wait`
pub fn wait(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let wait = call.bool_or(0, true)?;
    match system::reap_any(wait) {
        Ok(Some(ended)) => {
            let mut all = Array::new();
            all.set(b"pid", Value::long(ended.pid.into()));
            all.set(b"code", Value::long(ended.code().into()));
            all.set(b"signal", Value::long(ended.signal().into()));
            call.ret(all)
        }
        Ok(None) => call.ret_bool(false),
        Err(_) => call.ret_bool(false),
    }
}

/// `Swoole\Process::kill`
pub fn kill(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let pid = call.long(0)?;
    let signal = call.long_or(1, libc::SIGTERM.into())?;
    // Cut to 32 bits, a number may stand for every process.
    let result = match (i32::try_from(pid), i32::try_from(signal)) {
        // SAFETY: takes numbers.
        (Ok(pid), Ok(signal)) => match unsafe { libc::kill(pid, signal) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        },
        (Err(_), _) => Err(io::Error::from_raw_os_error(libc::ESRCH)),
        (_, Err(_)) => Err(io::Error::from_raw_os_error(libc::EINVAL)),
    };
    if let Err(error) = &result {
        if signal == 0 && error.raw_os_error() == Some(libc::ESRCH) {
            last_error::set(libc::ESRCH);
        } else {
            system_warning(&format!("kill({pid}, {signal}) failed"), error);
        }
    }
    call.ret_bool(result.is_ok())
}

/// `Swoole\Process::alarm`
pub fn alarm(call: &mut Call<'_>) -> PhpResult {
    const MILLION: i64 = 1_000_000;
    call.expect_args(1, 2)?;
    let microseconds = call.long(0)?.max(0);
    let kind = call.long_or(1, 0)?;
    if runtime::existing_reactor().is_some_and(|reactor| !reactor.timers().is_empty()) {
        last_error::fatal("cannot use both 'timer' and 'alarm' at the same time");
        return call.ret_bool(false);
    }
    let time = libc::timeval {
        tv_sec: microseconds / MILLION,
        tv_usec: microseconds % MILLION,
    };
    let timer = libc::itimerval {
        it_interval: time,
        it_value: time,
    };
    let result = match i32::try_from(kind) {
        // SAFETY: the timer is initialised; the old one is not asked for.
        Ok(kind) => match unsafe { setitimer(kind, &raw const timer, std::ptr::null_mut()) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        },
        Err(_) => Err(io::Error::from_raw_os_error(libc::EINVAL)),
    };
    if let Err(error) = &result {
        system_warning("setitimer() failed", error);
    }
    call.ret_bool(result.is_ok())
}

unsafe extern "C" {
    // The libc crate does not have it for Linux.
    fn setitimer(
        kind: libc::c_int,
        new: *const libc::itimerval,
        old: *mut libc::itimerval,
    ) -> libc::c_int;
}

/// `Swoole\Process::daemon`
pub fn daemon(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 3)?;
    let keep_directory = call.bool_or(0, true)?;
    let keep_streams = call.bool_or(1, true)?;
    let mut streams: Vec<Option<RawFd>> = Vec::new();
    if call.num_args() > 2 {
        for (_, value) in call.array(2)?.iter().take(3) {
            streams.push(if value.is_null() {
                None
            } else {
                event::descriptor(value)?
            });
        }
    }
    refuse_in_coroutine()?;
    for (stream, fd) in (0..).zip(streams) {
        let Some(fd) = fd else { continue };
        // SAFETY: the second descriptor becomes a copy of the first, whatever it was.
        if unsafe { libc::dup2(fd, stream) } < 0 {
            let error = io::Error::last_os_error();
            system_warning(&format!("dup2({fd}, {stream}) failed"), &error);
        }
    }
    let result = background::daemonize(keep_directory, keep_streams);
    if let Err(error) = &result {
        system_warning("daemon() failed", error);
    }
    call.ret_bool(result.is_ok())
}

/// `Swoole\Process::exec`
pub fn exec(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let file = call.str(0)?;
    let given = call.array(1)?;
    made(call)?;
    if file.as_bytes().is_empty() {
        last_error::fatal("exec file name is empty");
        return call.ret_bool(false);
    }
    let Ok(path) = CString::new(file.as_bytes()) else {
        return Err(call.value_error(0, "must not contain any null bytes"));
    };
    let mut args = vec![path.clone()];
    for (_, value) in given.iter() {
        let text = value.convert_to_zstr()?;
        let Ok(arg) = CString::new(text.as_bytes()) else {
            return Err(call.value_error(1, "must not contain strings with null bytes"));
        };
        args.push(arg);
    }
    let mut pointers: Vec<_> = args.iter().map(|arg| arg.as_ptr()).collect();
    pointers.push(std::ptr::null());
    // SAFETY: the path and the arguments are C strings; the array ends with a null pointer. It returns if it fails.
    unsafe { libc::execv(path.as_ptr(), pointers.as_ptr()) };
    let error = io::Error::last_os_error();
    let name = String::from_utf8_lossy(file.as_bytes()).into_owned();
    system_warning(&format!("execv({name}) failed"), &error);
    call.ret_bool(false)
}

/// `Swoole\Process::setAffinity`
pub fn set_affinity(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    let most = priority::processors();
    if given.is_empty() {
        return call.ret_bool(false);
    }
    if given.len() > most {
        last_error::fatal("More than the number of CPU");
        return call.ret_bool(false);
    }
    let mut processors = Vec::with_capacity(given.len());
    for (_, value) in given.iter() {
        let number = value.to_long();
        match usize::try_from(number) {
            Ok(processor) if processor < most => processors.push(processor),
            _ => {
                last_error::fatal(&format!("invalid cpu id [{number}]"));
                return call.ret_bool(false);
            }
        }
    }
    let result = priority::set_affinity(&processors);
    if let Err(error) = &result {
        system_warning("sched_setaffinity() failed", error);
    }
    call.ret_bool(result.is_ok())
}

/// `Swoole\Process::getAffinity`
pub fn get_affinity(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let mut all = Array::new();
    match priority::affinity() {
        Ok(processors) => {
            for processor in processors {
                all.push(Value::long(processor as i64));
            }
        }
        Err(error) => system_warning("sched_getaffinity() failed", &error),
    }
    call.ret(all)
}

/// What the arguments of a priority method stand for: which kind of thing, and which one. `None` if the method has warned.
fn subject(call: &Call<'_>, who: u32) -> PhpResult<Option<(u32, u32)>> {
    let which = call.long(0)?;
    let who = match call.arg(who).filter(|value| !value.is_null()) {
        Some(_) => call.long(who)?,
        None if which == i64::from(libc::PRIO_PROCESS) => pid_of(made(call)?).into(),
        None => {
            last_error::fatal("$who parameter must not be null");
            last_error::set(last_error::INVALID_PARAMS);
            return if errors::pending() {
                Err(Thrown)
            } else {
                Ok(None)
            };
        }
    };
    // Of a negative one the system says that there is none.
    let who = u32::try_from(who).or_else(|_| i32::try_from(who).map(i32::cast_unsigned));
    match (u32::try_from(which), who) {
        (Ok(which), Ok(who)) => Ok(Some((which, who))),
        _ => {
            last_error::set(libc::EINVAL);
            Ok(None)
        }
    }
}

/// `Swoole\Process::setPriority`
pub fn set_priority(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 3)?;
    let value = call.long(1)?;
    let Some((which, who)) = subject(call, 2)? else {
        return call.ret_bool(false);
    };
    // What is out of the system's range is the nearest that is in it.
    let value = value.clamp(-100, 100) as i32;
    match priority::set(which, who, value) {
        Ok(()) => call.ret_bool(true),
        Err(error) => {
            last_error::set(error.raw_os_error().unwrap_or(0));
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Process::getPriority`
pub fn get_priority(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let Some((which, who)) = subject(call, 1)? else {
        return call.ret_bool(false);
    };
    match priority::get(which, who) {
        Ok(value) => call.ret(Value::long(value.into())),
        Err(error) => {
            last_error::set(error.raw_os_error().unwrap_or(0));
            call.ret_bool(false)
        }
    }
}
