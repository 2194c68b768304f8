//! What the figures were measured on.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::process::output_of;

/// The machine and its software, apart from the servers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Machine {
    /// Model name of the processor.
    pub cpu: String,
    /// Logical processors that this process may use.
    pub cores: usize,
    /// Kernel release.
    pub kernel: String,
    /// Name of the distribution.
    pub system: String,
    /// Compiler of the Rust servers and of the load generator.
    pub rustc: String,
}

impl Machine {
    /// This machine.
    pub fn this() -> Result<Self> {
        let read = |path| fs::read_to_string(path).unwrap_or_default();
        let unknown = || "unknown".to_owned();
        Ok(Self {
            cpu: value(&read("/proc/cpuinfo"), "model name", ':').unwrap_or_else(unknown),
            cores: std::thread::available_parallelism()?.get(),
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            system: value(&read("/etc/os-release"), "PRETTY_NAME", '=').unwrap_or_else(unknown),
            rustc: rustc().unwrap_or_else(unknown),
        })
    }
}

fn rustc() -> Option<String> {
    let text = output_of(
        Command::new("rustc").arg("--version"),
        Duration::from_secs(20),
    )
    .ok()?;
    text.split(' ').nth(1).map(str::to_owned)
}

/// The value of the first line `key separator value`, without quotes.
fn value(text: &str, key: &str, separator: char) -> Option<String> {
    text.lines()
        .filter_map(|line| line.split_once(separator))
        .find(|(name, _)| name.trim() == key)
        .map(|(_, value)| value.trim().trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_key() {
        let cpuinfo = "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz: fast\n";
        assert_eq!(
            value(cpuinfo, "model name", ':').as_deref(),
            Some("Some CPU @ 3 GHz: fast")
        );
        let release = "NAME=x\nPRETTY_NAME=\"Debian 12\"\n";
        assert_eq!(
            value(release, "PRETTY_NAME", '=').as_deref(),
            Some("Debian 12")
        );
        assert_eq!(value(release, "VERSION", '='), None);
    }
}
