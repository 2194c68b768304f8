//! Time: the warm-up, the window that is measured, the draining after it. Counts messages, keeps latencies, and takes
//! the CPU times at both ends of the window.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hdrhistogram::Histogram;
use serde::{Deserialize, Serialize};

use crate::interrupt;
use crate::process::{ProcessTree, busy, own_cpu, own_waited};

/// Time without any reply after which the server counts as stuck.
const STALL: Duration = Duration::from_secs(10);
/// Longest latency that is told apart, in nanoseconds.
const LONGEST: u64 = 60_000_000_000;

/// Messages that went through in the measured window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Traffic {
    /// Messages (deliveries, cycles, requests) that were answered rightly.
    pub messages: u64,
    /// The same per second.
    pub per_second: f64,
    /// Median latency in microseconds, the load generator's own queue included.
    pub p50_us: f64,
    /// 99th percentile of the latency in microseconds.
    pub p99_us: f64,
    /// User plus system time of the server's process tree per message, in microseconds.
    pub server_cpu_us: Option<f64>,
    /// The same of the load generator.
    pub generator_cpu_us: f64,
    /// Share of the window in which the server or the load generator waited for a core that other programs used: 0 on a
    /// machine that is free.
    pub waited: f64,
}

/// What a case may do at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Send; nothing counts yet.
    WarmUp,
    /// Send; everything counts.
    Measuring,
    /// Send nothing new; wait for what is owed.
    Draining,
}

/// The clock and the books of one case.
pub struct Window {
    server: Option<ProcessTree>,
    warm_up: Duration,
    measure: Duration,
    phase: Phase,
    phase_ends: Instant,
    last_reply: Instant,
    replied: bool,
    began: Option<Mark>,
    ended: Option<Mark>,
    messages: u64,
    latency: Histogram<u64>,
}

struct Mark {
    at: Instant,
    server_cpu: Option<Duration>,
    own_cpu: Duration,
    waited: Duration,
    /// What all cores have done, if the kernel tells.
    busy: Option<Duration>,
}

impl Mark {
    /// How long the server or the load generator waited for a core since `earlier` that other programs used meanwhile:
    /// they wait for each other, too, where they have more threads than there are cores.
    fn waited_for_others(&self, earlier: &Self) -> Duration {
        let waited = self.waited.saturating_sub(earlier.waited);
        let Some((from, to)) = earlier.busy.zip(self.busy) else {
            return waited;
        };
        let known = |mark: &Self| mark.own_cpu + mark.server_cpu.unwrap_or_default();
        let ours = known(self).saturating_sub(known(earlier));
        waited.min(to.saturating_sub(from).saturating_sub(ours))
    }
}

impl Window {
    /// A window whose warm-up starts with [`Window::start`].
    pub fn new(server: Option<ProcessTree>, warm_up: Duration, measure: Duration) -> Self {
        let now = Instant::now();
        Self {
            server,
            warm_up,
            measure,
            phase: Phase::WarmUp,
            phase_ends: now + warm_up,
            last_reply: now,
            replied: false,
            began: None,
            ended: None,
            messages: 0,
            latency: Histogram::new_with_bounds(1, LONGEST, 2)
                .expect("bounds are positive and two digits are allowed"),
        }
    }

    /// Begins the warm-up, after the connections are open.
    pub fn start(&mut self) {
        self.last_reply = Instant::now();
        self.phase_ends = self.last_reply + self.warm_up;
    }

    /// To be called once per turn of the case's loop: moves on to the next phase when its time has come.
    ///
    /// Fails when the bench is interrupted, the server is gone, or no reply came for ten seconds.
    pub fn tick(&mut self) -> Result<Phase> {
        interrupt::check()?;
        let now = Instant::now();
        if self.replied {
            self.replied = false;
            self.last_reply = now;
        } else if now - self.last_reply > STALL {
            bail!("no reply for {STALL:?}, with messages in flight");
        }
        while now >= self.phase_ends && self.phase != Phase::Draining {
            if self.phase == Phase::WarmUp {
                self.began = Some(self.mark()?);
                self.phase = Phase::Measuring;
                self.phase_ends = now + self.measure;
            } else {
                self.ended = Some(self.mark()?);
                self.phase = Phase::Draining;
            }
        }
        Ok(self.phase)
    }

    /// Notes `count` messages that were sent at `sent` and answered at `now`.
    pub fn completed(&mut self, count: usize, sent: Instant, now: Instant) {
        self.replied = true;
        if self.phase == Phase::Measuring {
            self.messages += count as u64;
            let nanoseconds = (now - sent).as_nanos().clamp(1, u128::from(LONGEST)) as u64;
            self.latency
                .record_n(nanoseconds, count as u64)
                .expect("the value is within the bounds");
        }
    }

    /// The result. Fails if the window was not reached or nothing came in it.
    pub fn finish(self) -> Result<Traffic> {
        let (Some(began), Some(ended)) = (self.began, self.ended) else {
            bail!("the measured window was never completed");
        };
        if self.messages == 0 {
            bail!("no message came back in the measured window");
        }
        let messages = self.messages as f64;
        let microseconds = |nanoseconds: u64| nanoseconds as f64 / 1_000.0;
        let per_message =
            |from: Duration, to: Duration| (to.saturating_sub(from)).as_secs_f64() * 1e6 / messages;
        let seconds = (ended.at - began.at).as_secs_f64();
        Ok(Traffic {
            messages: self.messages,
            per_second: messages / seconds,
            p50_us: microseconds(self.latency.value_at_quantile(0.5)),
            p99_us: microseconds(self.latency.value_at_quantile(0.99)),
            server_cpu_us: began
                .server_cpu
                .zip(ended.server_cpu)
                .map(|(from, to)| per_message(from, to)),
            generator_cpu_us: per_message(began.own_cpu, ended.own_cpu),
            waited: ended.waited_for_others(&began).as_secs_f64() / seconds,
        })
    }

    fn mark(&self) -> Result<Mark> {
        let (server_cpu, server_waited) = match self.server {
            Some(tree) => (
                Some(tree.cpu().context("CPU time of the server")?),
                tree.waited()?,
            ),
            None => (None, Duration::ZERO),
        };
        Ok(Mark {
            at: Instant::now(),
            server_cpu,
            own_cpu: own_cpu(),
            waited: own_waited() + server_waited,
            busy: busy(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_measured_window_counts() {
        let mut window = Window::new(None, Duration::ZERO, Duration::from_secs(3600));
        window.start();
        let sent = Instant::now();
        window.completed(5, sent, sent);
        assert_eq!(window.tick().unwrap(), Phase::Measuring);
        window.completed(7, sent, sent + Duration::from_micros(200));
        window.phase_ends = sent;
        assert_eq!(window.tick().unwrap(), Phase::Draining);
        window.completed(9, sent, sent);
        let traffic = window.finish().unwrap();
        assert_eq!(traffic.messages, 7);
        assert!((traffic.p50_us - 200.0).abs() < 4.0, "{}", traffic.p50_us);
    }

    #[test]
    fn only_what_others_used_was_taken_away() {
        let mark = |own, server, waited, busy| Mark {
            at: Instant::now(),
            server_cpu: Some(Duration::from_millis(server)),
            own_cpu: Duration::from_millis(own),
            waited: Duration::from_millis(waited),
            busy: Some(Duration::from_millis(busy)),
        };
        let began = mark(10, 20, 30, 40);
        let waited = |ended: Mark| ended.waited_for_others(&began).as_millis();
        assert_eq!(waited(mark(210, 320, 330, 540)), 0, "they had all of it");
        assert_eq!(waited(mark(210, 320, 330, 640)), 100, "others had some");
        assert_eq!(
            waited(mark(210, 320, 80, 9040)),
            50,
            "others had what was free"
        );
        let unknown = Mark {
            busy: None,
            ..mark(210, 320, 330, 0)
        };
        assert_eq!(waited(unknown), 300);
    }

    #[test]
    fn silence_is_a_failure() {
        let mut window = Window::new(None, Duration::from_secs(3600), Duration::ZERO);
        window.last_reply -= STALL * 2;
        assert!(window.tick().is_err());
    }

    #[test]
    fn a_window_without_messages_is_a_failure() {
        let mut window = Window::new(None, Duration::ZERO, Duration::ZERO);
        assert_eq!(window.tick().unwrap(), Phase::Draining);
        assert!(window.finish().is_err());
    }
}
