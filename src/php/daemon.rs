//! Running in the background, and telling others by a file which process that is.

use std::fs;
use std::io;
use std::os::fd::AsRawFd;

use crate::engine::log::{self, Level};
use crate::engine::signal_fd;

/// Goes on in a child process of its own session; the parent ends. The working directory becomes the root, and the
/// standard streams are pointed at /dev/null, unless they are kept.
pub fn daemonize(keep_directory: bool, keep_streams: bool) -> io::Result<()> {
    // SAFETY: daemon() takes numbers. Threads of ours are known by their generation, and not waited for in the child.
    match unsafe { libc::daemon(keep_directory.into(), keep_streams.into()) } {
        0 => {
            // Whoever waits for signals goes on to do so.
            signal_fd::renew();
            Ok(())
        }
        _ => Err(io::Error::last_os_error()),
    }
}

/// Goes on in a child process of its own session; the parent ends. Output goes to `log_file`, or nowhere.
pub fn detach(log_file: Option<&str>) -> io::Result<()> {
    daemonize(true, false)?;
    if let Some(path) = log_file {
        let file = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)?;
        for stream in [libc::STDOUT_FILENO, libc::STDERR_FILENO] {
            // SAFETY: both descriptors are open; dup2 replaces the second by a copy of the first.
            if unsafe { libc::dup2(file.as_raw_fd(), stream) } < 0 {
                return Err(io::Error::last_os_error());
            }
        }
    }
    Ok(())
}

/// A file that holds the process id while the server runs.
pub struct PidFile {
    path: String,
    owner: u32,
}

impl PidFile {
    /// Writes the file; a failure is logged and the server goes on without it, as in Swoole.
    pub fn write(path: String) -> Option<Self> {
        let owner = std::process::id();
        match fs::write(&path, owner.to_string()) {
            Ok(()) => Some(Self { path, owner }),
            Err(error) => {
                log::write(
                    Level::Warning,
                    format!("cannot write pid_file '{path}', Error: {error}"),
                );
                None
            }
        }
    }
}

impl Drop for PidFile {
    fn drop(&mut self) {
        // A forked child has a copy of this value, but the file is its parent's.
        if std::process::id() == self.owner {
            // Somebody may have removed it already.
            let _ = fs::remove_file(&self.path);
        }
    }
}
