//! One child process that never outlives the bench: it has a process group of its own, is stopped by its id when its
//! guard is dropped, and is killed by the kernel should the bench itself be killed.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::{Pid, Signal, kill_process_group, set_parent_process_death_signal};

use crate::interrupt;

/// Time between two looks at a process that is awaited.
const POLL: Duration = Duration::from_millis(5);
/// Time that a server has to obey SIGTERM.
const GRACE: Duration = Duration::from_secs(3);
/// Bytes of a process's output that are looked at.
const OUTPUT_READ: usize = 64 * 1024;
/// Characters of a process's output that an error message quotes.
const QUOTED: usize = 1_500;

/// A running child. Dropping it stops it and everything in its process group.
pub struct Child {
    inner: std::process::Child,
    group: Pid,
    log: File,
}

impl Child {
    /// Starts `command` with its output in a nameless temporary file.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        let log = tempfile::tempfile().context("temporary file for a server's output")?;
        command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log.try_clone()?)
            .process_group(0);
        // SAFETY: between fork and exec the closure makes one system call, without allocation or locks.
        unsafe {
            command.pre_exec(|| Ok(set_parent_process_death_signal(Some(Signal::KILL))?));
        }
        let inner = command
            .spawn()
            .with_context(|| format!("cannot start {:?}", command.get_program()))?;
        let group = Pid::from_raw(inner.id() as i32).context("a child's pid is positive")?;
        Ok(Self { inner, group, log })
    }

    /// The child's process id.
    pub fn id(&self) -> u32 {
        self.inner.id()
    }

    /// Fails with the end of its output if the child has ended.
    pub fn check_alive(&mut self) -> Result<()> {
        match self.inner.try_wait()? {
            None => Ok(()),
            Some(status) => Err(self.ended(status)),
        }
    }

    /// The last part of what the child has written.
    pub fn output(&self) -> String {
        let mut bytes = vec![0; OUTPUT_READ];
        let length = self.log.metadata().map_or(0, |metadata| metadata.len());
        // Positioned reading: the file's offset is shared with the child, which goes on writing at it.
        let from = length.saturating_sub(OUTPUT_READ as u64);
        match self.log.read_at(&mut bytes, from) {
            Ok(read) => bytes.truncate(read),
            Err(error) => return format!("(its output cannot be read: {error})"),
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim();
        let skip = text.chars().count().saturating_sub(QUOTED);
        text.chars().skip(skip).collect()
    }

    fn ended(&self, status: ExitStatus) -> anyhow::Error {
        match self.output().as_str() {
            "" => anyhow!("the process ended ({status}) and printed nothing"),
            output => anyhow!("the process ended ({status}); its output: {output}"),
        }
    }

    fn wait_until(&mut self, deadline: Instant) -> Result<Option<ExitStatus>> {
        loop {
            if let Some(status) = self.inner.try_wait()? {
                return Ok(Some(status));
            }
            if Instant::now() >= deadline {
                return Ok(None);
            }
            sleep(POLL);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Nothing can be reported from here. A group that is gone already answers ESRCH, which is what is wanted.
        let _ = kill_process_group(self.group, Signal::TERM);
        let ended = self.wait_until(Instant::now() + GRACE);
        let _ = kill_process_group(self.group, Signal::KILL);
        if !matches!(ended, Ok(Some(_))) {
            let _ = self.inner.wait();
        }
    }
}

/// Runs a short-lived `command` to its end and returns what it wrote, standard error included.
///
/// Fails if it cannot start, exits with another code than 0, takes longer than `limit`, or the bench is interrupted.
pub fn output_of(command: &mut Command, limit: Duration) -> Result<String> {
    let mut child = Child::spawn(command)?;
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.wait_until(Instant::now() + POLL)? {
            if !status.success() {
                return Err(child.ended(status));
            }
            return Ok(child.output());
        }
        interrupt::check()?;
        if Instant::now() >= deadline {
            bail!("{:?} took longer than {limit:?}", command.get_program());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    #[test]
    fn output_is_returned_trimmed() {
        let text = output_of(
            Command::new("sh").args(["-c", "echo one; echo two >&2"]),
            LIMIT,
        );
        assert_eq!(text.unwrap(), "one\ntwo");
    }

    #[test]
    fn a_failure_quotes_the_output() {
        let error = output_of(
            Command::new("sh").args(["-c", "echo reason; exit 3"]),
            LIMIT,
        )
        .unwrap_err()
        .to_string();
        assert!(error.contains("reason") && error.contains('3'), "{error}");
    }

    #[test]
    fn a_command_that_hangs_is_given_up() {
        let started = Instant::now();
        let result = output_of(Command::new("sleep").arg("60"), Duration::from_millis(20));
        assert!(result.unwrap_err().to_string().contains("longer"));
        assert!(started.elapsed() < LIMIT);
    }

    #[test]
    fn dropping_ends_the_whole_group() {
        let mut command = Command::new("sh");
        command.args(["-c", "sleep 61 & echo $!; wait"]);
        let child = Child::spawn(&mut command).unwrap();
        let deadline = Instant::now() + LIMIT;
        let grandchild: i32 = loop {
            if let Ok(pid) = child.output().parse() {
                break pid;
            }
            assert!(Instant::now() < deadline, "the shell never printed the pid");
            sleep(POLL);
        };
        let pid = Pid::from_raw(grandchild).unwrap();
        assert!(rustix::process::test_kill_process(pid).is_ok());
        drop(child);
        // The orphan is reaped by init at its leisure; a zombie counts as ended.
        let ended = || {
            std::fs::read_to_string(format!("/proc/{grandchild}/stat"))
                .map_or(true, |stat| stat.contains(") Z "))
        };
        while !ended() {
            assert!(Instant::now() < deadline, "the grandchild still runs");
            sleep(POLL);
        }
    }
}
