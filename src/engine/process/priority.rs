//! How the system shares its processors: priorities, and which processors a process may use.

use std::io;

/// The priority of a process, a group or a user: `which` is `PRIO_PROCESS`, `PRIO_PGRP` or `PRIO_USER`.
pub fn get(which: u32, who: u32) -> io::Result<i32> {
    // SAFETY: takes numbers; -1 is a priority, too, so that errno tells whether it failed.
    unsafe {
        *libc::__errno_location() = 0;
        let priority = libc::getpriority(which, who);
        if priority == -1 && *libc::__errno_location() != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(priority)
    }
}

/// Sets it, from -20, the best, to 19. Others than the superuser may only make it worse.
pub fn set(which: u32, who: u32, priority: i32) -> io::Result<()> {
    // SAFETY: takes numbers.
    match unsafe { libc::setpriority(which, who, priority) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Processors that are online.
pub fn processors() -> usize {
    // SAFETY: sysconf has no preconditions.
    let count = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    usize::try_from(count).unwrap_or(1).max(1)
}

/// The processors that this process may use, of those that are online.
pub fn affinity() -> io::Result<Vec<usize>> {
    // SAFETY: all-zero is an empty set, which the call fills; the numbers asked for lie within it.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(0, size_of_val(&set), &raw mut set) != 0 {
            return Err(io::Error::last_os_error());
        }
        let most = processors().min(libc::CPU_SETSIZE as usize);
        Ok((0..most)
            .filter(|&cpu| libc::CPU_ISSET(cpu, &set))
            .collect())
    }
}

/// Lets this process use these processors only. Fails with `EINVAL` if none of them exists.
pub fn set_affinity(processors: &[usize]) -> io::Result<()> {
    // SAFETY: all-zero is an empty set; only numbers within it are added.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        for &cpu in processors {
            if cpu < libc::CPU_SETSIZE as usize {
                libc::CPU_SET(cpu, &mut set);
            }
        }
        match libc::sched_setaffinity(0, size_of_val(&set), &raw const set) {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_and_processors_are_told() {
        let priority = get(libc::PRIO_PROCESS, 0).unwrap();
        assert!((-20..20).contains(&priority));
        set(libc::PRIO_PROCESS, 0, priority).unwrap();
        assert!(get(99, 0).is_err());
        let own = affinity().unwrap();
        assert!(!own.is_empty());
        set_affinity(&own).unwrap();
        assert!(set_affinity(&[]).is_err());
    }
}
