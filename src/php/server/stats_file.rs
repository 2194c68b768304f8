//! `stats_file`: what `stats()` tells, written into a file again and again, for others to read.

use std::cell::Cell;
use std::fs;
use std::io;
use std::time::{Duration, Instant};

use super::settings::Settings;
use super::status;
use crate::engine::log::{self, Level};

/// How often it is written, unless `stats_timer_interval` tells.
const INTERVAL: Duration = Duration::from_secs(1);

/// The file of a worker that writes one.
pub struct StatsFile {
    path: String,
    interval: Duration,
    next: Cell<Instant>,
    /// Whether the log was told that it cannot be written.
    failing: Cell<bool>,
}

impl StatsFile {
    /// The file that the settings ask for.
    pub fn of(settings: &Settings<'_>) -> Option<Self> {
        let milliseconds = settings.int("stats_timer_interval").unwrap_or(0);
        let interval = match u64::try_from(milliseconds) {
            Ok(milliseconds @ 1..) => Duration::from_millis(milliseconds),
            _ => INTERVAL,
        };
        Some(Self {
            path: settings.text("stats_file")?,
            interval,
            next: Cell::new(Instant::now() + interval.min(super::settings::LONGEST_WAIT)),
            failing: Cell::new(false),
        })
    }

    /// When it is to be written next.
    pub fn next(&self) -> Instant {
        self.next.get()
    }

    /// Writes it if it is time to.
    pub fn keep(&self, now: Instant) {
        if now < self.next.get() {
            return;
        }
        self.next
            .set(now + self.interval.min(super::settings::LONGEST_WAIT));
        let result = self.write();
        if let Err(error) = &result
            && !self.failing.get()
        {
            let path = &self.path;
            log::write(
                Level::Warning,
                format!("cannot write stats_file '{path}', Error: {error}"),
            );
        }
        self.failing.set(result.is_err());
    }

    /// Whoever reads it sees the old numbers or the new ones, never half of them.
    fn write(&self) -> io::Result<()> {
        let new = format!("{}.{}", self.path, std::process::id());
        let text = text_for(&self.path, &status::numbers());
        let result = fs::write(&new, text).and_then(|()| fs::rename(&new, &self.path));
        if result.is_err() {
            // It may not have been made.
            let _ = fs::remove_file(&new);
        }
        result
    }
}

/// As the end of the file's name tells: JSON, PHP, or lines.
fn text_for(path: &str, numbers: &[(&'static str, i64)]) -> String {
    let each = |line: &dyn Fn(&str, i64) -> String| -> Vec<String> {
        numbers
            .iter()
            .map(|&(name, number)| line(name, number))
            .collect()
    };
    if path.ends_with(".json") {
        let all = each(&|name, number| format!("\"{name}\":{number}"));
        format!("{{{}}}", all.join(","))
    } else if path.ends_with(".php") {
        let all = each(&|name, number| format!("  '{name}' => {number},\n"));
        format!("<?php\nreturn array (\n{});\n", all.concat())
    } else {
        each(&|name, number| format!("{name}: {number}")).join("\n")
    }
}
