//! What the tests of several files need: processes of their own, for tests that change what belongs to the whole process,
//! forked children, for memory that processes share, and files without names.

use std::fs::File;
use std::io::Write;
use std::os::fd::FromRawFd;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

const MARK: &str = "SWOOLE_RS_TEST_CHILD";
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs the test `name`, which must be the caller, once more in a child process, and returns what that printed.
/// `None` if this is the child: then the caller does what it is there for.
pub fn in_child(name: &str) -> Option<String> {
    if std::env::var_os(MARK).is_some() {
        return None;
    }
    let child = Command::new(std::env::current_exe().expect("the test's program"))
        .args([name, "--exact", "--nocapture", "--test-threads=1"])
        .env(MARK, "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process");
    let pid = i32::try_from(child.id()).expect("a process id");
    let (done, is_done) = channel::<()>();
    let watchdog = std::thread::spawn(move || {
        if is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            // SAFETY: kill(2) on our own child, which was not waited for: it runs still.
            unsafe { libc::kill(pid, libc::SIGKILL) };
        }
    });
    let output = child.wait_with_output().expect("our child");
    drop(done);
    watchdog.join().expect("no panic");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{}\n{text}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Some(text)
}

/// A file without a name, which holds `bytes`.
pub fn file(bytes: &[u8]) -> File {
    // SAFETY: the name is a NUL-terminated string; the descriptor is new and owned by nobody else.
    let mut file = unsafe {
        let fd = libc::memfd_create(c"test".as_ptr(), libc::MFD_CLOEXEC);
        assert!(fd >= 0, "{}", std::io::Error::last_os_error());
        File::from_raw_fd(fd)
    };
    file.write_all(bytes).expect("memory");
    file
}

/// A child of fork(2).
pub struct Forked(libc::pid_t);

/// Runs `body` in a forked child, which ends with it. There it may use what is shared, system calls and its own memory;
/// locks of other threads of this process, as those of printing, may be held for ever.
pub fn fork(body: impl FnOnce()) -> Forked {
    // SAFETY: the child runs `body` only, which keeps to what is said above, and ends.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0, "{}", std::io::Error::last_os_error());
    if pid == 0 {
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
        // SAFETY: ends the child at once, without what the test's program does at its end.
        unsafe { libc::_exit(i32::from(result.is_err())) };
    }
    Forked(pid)
}

/// Runs `prepare` and `body` in a child that is killed when it has run so many instructions of `body`. Where it has ended before,
/// the result is how many that were. `None` if the system does not let processes be traced.
pub fn killed_after(
    instructions: u64,
    prepare: impl FnOnce(),
    body: impl FnOnce(),
) -> Option<Result<(), u64>> {
    let child = fork(|| {
        prepare();
        // SAFETY: asks the parent to trace this process, and waits for it; then the process ends at once, without anything else.
        unsafe {
            if libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0) != 0 {
                libc::_exit(77);
            }
            libc::raise(libc::SIGSTOP);
            body();
            libc::_exit(0);
        }
    });
    let pid = child.0;
    let wait = || {
        let mut status = 0;
        // SAFETY: waits for our own child, which is traced by this thread.
        assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
        status
    };
    let status = wait();
    if libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 77 {
        return None;
    }
    assert!(libc::WIFSTOPPED(status), "{status}");
    for done in 0..instructions {
        // SAFETY: the child is stopped, and traced by this thread.
        let result = unsafe { libc::ptrace(libc::PTRACE_SINGLESTEP, pid, 0, 0) };
        assert_eq!(result, 0);
        let status = wait();
        if libc::WIFEXITED(status) {
            assert_eq!(libc::WEXITSTATUS(status), 0);
            return Some(Err(done));
        }
        assert!(libc::WIFSTOPPED(status), "{status}");
    }
    child.kill();
    Some(Ok(()))
}

/// Has `round` kill children by [`killed_after`], and returns its result: first after more instructions than there are, then at about
/// `points` of them, evenly.
pub fn kill_all_along(points: u64, mut round: impl FnMut(u64) -> Option<Result<(), u64>>) {
    let Some(Err(all)) = round(u64::MAX) else {
        return;
    };
    let mut instructions = 0;
    while let Some(Ok(())) = round(instructions) {
        instructions += (all / points).max(1);
    }
}

impl Forked {
    /// Its process id.
    pub fn pid(&self) -> libc::pid_t {
        self.0
    }

    /// Waits until `body` has returned, or has panicked: then this does, too.
    pub fn wait(self) {
        assert_eq!(self.reap(), 0, "the child has failed");
    }

    /// Kills it in the middle of what it does.
    pub fn kill(self) {
        // SAFETY: our own child, which was not waited for.
        unsafe { libc::kill(self.0, libc::SIGKILL) };
        assert_eq!(self.reap(), libc::SIGKILL, "the child had ended before");
    }

    fn reap(&self) -> i32 {
        let mut status = 0;
        // SAFETY: waits for our own child.
        let pid = unsafe { libc::waitpid(self.0, &raw mut status, 0) };
        assert_eq!(pid, self.0);
        status
    }
}
