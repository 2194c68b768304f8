//! What the cores of the machine have done, whoever had them.

use std::fs;
use std::time::Duration;

/// Time that programs have used on all cores since the machine started, those of other machines on the same cores
/// included; `None` where the kernel does not tell.
pub fn busy() -> Option<Duration> {
    let text = fs::read_to_string("/proc/stat").ok()?;
    let seconds = ticks(&text)? as f64 / rustix::param::clock_ticks_per_second() as f64;
    Some(Duration::from_secs_f64(seconds))
}

/// Clock ticks of all cores that were not idle, by the text of `/proc/stat`.
fn ticks(stat: &str) -> Option<u64> {
    let all = stat.lines().next()?.strip_prefix("cpu ")?;
    let fields = all
        .split_ascii_whitespace()
        .map(|field| field.parse().ok())
        .collect::<Option<Vec<u64>>>()?;
    // User, nice, system, idle, waiting for disks, interrupts, soft interrupts, stolen; what guests used is in the first two.
    let idle = fields.get(3..5)?.iter().sum::<u64>();
    Some(fields.iter().take(8).sum::<u64>() - idle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_and_waiting_cores_are_not_busy() {
        let text = "cpu  10 1 20 500 30 4 5 6 7 8\ncpu0 1 2 3\n";
        assert_eq!(ticks(text), Some(46));
        assert_eq!(ticks("cpu  10 1 x 500 30\n"), None);
        assert_eq!(ticks(""), None);
    }

    #[test]
    fn this_machine_has_been_busy() {
        assert!(busy().unwrap() > Duration::ZERO);
    }
}
