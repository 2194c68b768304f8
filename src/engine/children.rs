//! Child processes that end.

use std::io;

/// A child that has ended, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Its id.
    pub pid: i32,
    status: i32,
}

impl Ended {
    /// A child that has ended; how, nobody knows.
    pub(super) fn unknown(pid: i32) -> Self {
        Self { pid, status: 0 }
    }

    /// As waitpid(2) has told it.
    pub fn status(&self) -> i32 {
        self.status
    }

    /// Its exit code; 0 if a signal ended it.
    pub fn code(&self) -> i32 {
        libc::WEXITSTATUS(self.status)
    }

    /// The signal that ended it; 0 if none did.
    pub fn signal(&self) -> i32 {
        libc::WTERMSIG(self.status)
    }
}

/// Asks whether the child `pid` has ended, -1 for any, and forgets it if so. Never waits. Fails with `ECHILD` if there is
/// no such child.
pub fn reap(pid: i32) -> io::Result<Option<Ended>> {
    let mut status = 0;
    loop {
        // SAFETY: the status is our own.
        match unsafe { libc::waitpid(pid, &raw mut status, libc::WNOHANG) } {
            0 => return Ok(None),
            pid @ 1.. => return Ok(Some(Ended { pid, status })),
            _ => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
}

/// Waits until any child has ended, and forgets it. Fails with `EINTR` if a signal was handled meanwhile, and with `ECHILD`
/// if there is no child.
pub fn wait_for_any() -> io::Result<Ended> {
    let mut status = 0;
    // SAFETY: the status is our own.
    match unsafe { libc::waitpid(-1, &raw mut status, 0) } {
        pid @ 1.. => Ok(Ended { pid, status }),
        _ => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// Runs a shell until it has ended.
    #[allow(clippy::zombie_processes)] // `reap` waits for it.
    fn run(script: &str) -> Ended {
        let child = Command::new("/bin/sh")
            .args(["-c", script])
            .spawn()
            .unwrap();
        let pid = i32::try_from(child.id()).unwrap();
        loop {
            if let Some(ended) = reap(pid).unwrap() {
                assert_eq!(reap(pid).unwrap_err().raw_os_error(), Some(libc::ECHILD));
                return ended;
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn how_a_child_ended_is_told() {
        let exited = run("exit 7");
        assert_eq!((exited.code(), exited.signal()), (7, 0));
        let killed = run("kill -TERM $$");
        assert_eq!((killed.code(), killed.signal()), (0, libc::SIGTERM));
    }
}
