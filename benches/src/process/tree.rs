//! CPU time and memory of a process and all its descendants, from the kernel's own books.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// A process and whatever it has forked by the time of asking.
#[derive(Clone, Copy, Debug)]
pub struct ProcessTree {
    root: u32,
}

impl ProcessTree {
    /// The tree that grows from the process `root`.
    pub fn new(root: u32) -> Self {
        Self { root }
    }

    /// User plus system time that the living processes of the tree have used so far, all threads together.
    ///
    /// It is the sum that utime and stime of `/proc/<pid>/stat` add up to, without their rounding to clock ticks.
    pub fn cpu(&self) -> Result<Duration> {
        let mut total = Duration::ZERO;
        let mut found = false;
        for pid in self.pids()? {
            if let Some(time) = cpu_of(pid) {
                total += time;
                found = true;
            }
        }
        if !found {
            bail!("process {} is gone", self.root);
        }
        Ok(total)
    }

    /// Proportional set size in bytes without pages of files: memory that processes of the tree share counts once.
    /// Pages of programs and libraries come and go for reasons of their own; sockets' kernel memory is not known here.
    pub fn memory(&self) -> Result<u64> {
        let mut total = 0;
        for pid in self.pids()? {
            let path = format!("/proc/{pid}/smaps_rollup");
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                // A child may end between the listing and the reading; then it is no part of the tree any more.
                Err(_) if pid != self.root => continue,
                Err(error) => return Err(error).with_context(|| path.clone()),
            };
            total += pss_bytes(&text).with_context(|| format!("no Pss_Anon line in {path}"))?;
        }
        Ok(total)
    }

    /// Time that the main threads of the tree have waited for a core while they could have run; zero where the kernel
    /// does not count it.
    pub fn waited(&self) -> Result<Duration> {
        Ok(self.pids()?.into_iter().map(waited_of).sum())
    }

    fn pids(&self) -> Result<Vec<u32>> {
        let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
        for entry in fs::read_dir("/proc").context("/proc")? {
            let Some(pid) = entry?
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok())
            else {
                continue;
            };
            // A process may end between the listing and the reading; then it is no part of the tree any more.
            let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else {
                continue;
            };
            if let Some(parent) = parent_in_stat(&stat) {
                children.entry(parent).or_default().push(pid);
            }
        }
        let mut pids = vec![self.root];
        let mut next = 0;
        while let Some(&pid) = pids.get(next) {
            pids.extend(children.remove(&pid).unwrap_or_default());
            next += 1;
        }
        Ok(pids)
    }
}

/// CPU time of this process, the load generator's own.
pub fn own_cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}

/// Time that this process's main thread, the load generator's only one, has waited for a core.
pub fn own_waited() -> Duration {
    waited_of(std::process::id())
}

fn waited_of(pid: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{pid}/schedstat")).unwrap_or_default();
    waited_in_schedstat(&text).unwrap_or_default()
}

/// The second of the three numbers: nanoseconds on a run queue.
fn waited_in_schedstat(text: &str) -> Option<Duration> {
    let nanoseconds = text.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

fn cpu_of(pid: u32) -> Option<Duration> {
    let mut clock: libc::clockid_t = 0;
    // SAFETY: the pointer is to a live local; an unknown pid gives an error, not undefined behaviour.
    if unsafe { libc::clock_getcpuclockid(pid as libc::pid_t, &mut clock) } != 0 {
        return None;
    }
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer is to a live local; a clock whose process has ended gives an error.
    if unsafe { libc::clock_gettime(clock, &mut time) } != 0 {
        return None;
    }
    Some(Duration::new(time.tv_sec as u64, time.tv_nsec as u32))
}

/// The parent's pid in a line of `/proc/<pid>/stat`. The command in brackets may itself hold brackets and blanks.
fn parent_in_stat(stat: &str) -> Option<u32> {
    let (_, after_command) = stat.rsplit_once(')')?;
    after_command.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// Anonymous and shared memory by the text of a `smaps_rollup` file (Linux 5.9 and later).
fn pss_bytes(rollup: &str) -> Option<u64> {
    let bytes = |key| -> Option<u64> {
        let line = rollup.lines().find_map(|line| line.strip_prefix(key))?;
        let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kib * 1024)
    };
    Some(bytes("Pss_Anon:")? + bytes("Pss_Shmem:")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parent_is_found_behind_a_hostile_command_name() {
        assert_eq!(parent_in_stat("17 (a) R 9 (b) S 42 17 17 0"), Some(42));
        assert_eq!(parent_in_stat("17 (php) R 3 17"), Some(3));
        assert_eq!(parent_in_stat("nonsense"), None);
    }

    #[test]
    fn pss_is_read_in_bytes() {
        let text = "00400000-7ffd rollup\nPss:  900 kB\nPss_Anon:   123 kB\nPss_File: 7 kB\nPss_Shmem:  2 kB\n";
        assert_eq!(pss_bytes(text), Some(125 * 1024));
        assert_eq!(pss_bytes("Pss: 1 kB\n"), None);
    }

    #[test]
    fn own_process_has_used_cpu_and_memory() {
        let tree = ProcessTree::new(std::process::id());
        assert!(tree.cpu().unwrap() > Duration::ZERO);
        assert!(tree.memory().unwrap() > 100_000);
        // What other threads of this process have used since their last tick may be missing from either reading.
        let tick = Duration::from_millis(20);
        let (before, between) = (own_cpu(), cpu_of(std::process::id()).unwrap());
        assert!(
            before <= between + tick && between <= own_cpu() + tick,
            "one clock, read in two ways"
        );
    }

    #[test]
    fn waiting_is_the_second_number() {
        let waited = waited_in_schedstat("2205310 17000 3\n");
        assert_eq!(waited, Some(Duration::from_micros(17)));
        assert_eq!(waited_in_schedstat(""), None);
    }

    #[test]
    fn children_belong_to_the_tree() {
        let mut child = std::process::Command::new("sleep")
            .arg("30")
            .spawn()
            .unwrap();
        let pids = ProcessTree::new(std::process::id()).pids();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(pids.unwrap().contains(&child.id()));
    }

    #[test]
    fn a_process_that_is_gone_is_an_error() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        child.wait().unwrap();
        assert!(ProcessTree::new(child.id()).cpu().is_err());
    }
}
