//! Tying a process to one processor.

use std::io;
use std::mem::MaybeUninit;

/// Ties this process to one of the processors that it may use and that are not in `ignored`: the one whose turn it is
/// when processes count on by `number`.
pub fn tie(number: usize, ignored: &[usize]) -> io::Result<()> {
    let allowed: Vec<usize> = allowed()?
        .into_iter()
        .filter(|cpu| !ignored.contains(cpu))
        .collect();
    let Some(&cpu) = allowed.get(number % allowed.len().max(1)) else {
        return Err(io::Error::other("no processor is left"));
    };
    // SAFETY: an all-zero set is valid and empty; `cpu` comes from such a set. The size is that of the set.
    let result = unsafe {
        let mut set: libc::cpu_set_t = MaybeUninit::zeroed().assume_init();
        libc::CPU_SET(cpu, &mut set);
        libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const set)
    };
    if result == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// The processors that this process may use.
pub fn allowed() -> io::Result<Vec<usize>> {
    // SAFETY: an all-zero set is valid; the call fills it, and is told its size.
    let set = unsafe {
        let mut set: libc::cpu_set_t = MaybeUninit::zeroed().assume_init();
        if libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &raw mut set) != 0 {
            return Err(io::Error::last_os_error());
        }
        set
    };
    let count = libc::CPU_SETSIZE.cast_unsigned() as usize;
    // SAFETY: the set has that many bits.
    Ok((0..count)
        .filter(|&cpu| unsafe { libc::CPU_ISSET(cpu, &set) })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn a_process_is_tied_to_the_one_whose_turn_it_is() {
        let all = allowed().unwrap();
        for number in [0, 1, all.len()] {
            let expected = all[number % all.len()];
            fork(move || {
                tie(number, &[]).unwrap();
                assert_eq!(allowed().unwrap(), [expected]);
            })
            .wait();
        }
        assert!(tie(0, &all).is_err());
    }
}
