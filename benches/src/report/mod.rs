//! Results: kept as JSON, shown as tables and as a chart. Measures nothing.

mod chart;
mod machine;
mod readme;
mod table;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::load::{Figures, Plan, Traffic};
use crate::run::{Missing, OURS, Server};
use machine::Machine;
pub use readme::{Options as ReadmeOptions, update as update_readme};
use table::{count, generator_bound, tables};

/// Share of its time that a server or the load generator may wait for a core before throughput counts as disturbed.
const DISTURBED: f64 = 0.05;

/// A run with everything that is needed to judge it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Day of the run, UTC, as YYYY-MM-DD.
    pub date: String,
    /// Where it ran.
    pub machine: Machine,
    /// How long and how much.
    pub plan: Plan,
    /// Repetitions of which the medians are kept.
    pub rounds: u16,
    /// What was measured, in the order of the columns.
    pub servers: Vec<Measured>,
    /// Short names of what could not be measured.
    pub missing: Vec<String>,
    /// The figures.
    pub results: Vec<Entry>,
}

/// A server of the run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measured {
    /// Short name.
    pub id: String,
    /// Name and version.
    pub version: String,
    /// Name and version of what it runs on.
    pub runtime: String,
}

/// One case on one server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The case.
    pub case: Case,
    /// Short name of the server.
    pub server: String,
    /// The figures, unless a round failed.
    pub figures: Option<Figures>,
    /// Why it failed.
    pub error: Option<String>,
}

impl Entry {
    /// Keeps the round whose main figure is the median, or the first failure.
    pub fn new(case: Case, server: &str, rounds: Vec<Result<Figures>>) -> Self {
        let rounds: Result<Vec<_>> = rounds.into_iter().collect();
        let (figures, error) = match rounds {
            Ok(mut rounds) => {
                rounds.sort_by(|a, b| main_figure(a).total_cmp(&main_figure(b)));
                let middle = rounds.len().saturating_sub(1) / 2;
                (rounds.into_iter().nth(middle), None)
            }
            Err(error) => (None, Some(format!("{error:#}"))),
        };
        Self {
            case,
            server: server.to_owned(),
            figures,
            error,
        }
    }
}

impl Report {
    /// A report of today on this machine.
    pub fn new(
        plan: Plan,
        rounds: u16,
        servers: &[Server],
        missing: &[Missing],
        results: Vec<Entry>,
    ) -> Result<Self> {
        let servers = servers
            .iter()
            .map(|server| Measured {
                id: server.id.to_owned(),
                version: server.version.clone(),
                runtime: server.runtime.clone(),
            })
            .collect();
        Ok(Self {
            date: time::OffsetDateTime::now_utc().date().to_string(),
            machine: Machine::this()?,
            plan,
            rounds,
            servers,
            missing: missing
                .iter()
                .map(|missing| missing.id.to_owned())
                .collect(),
            results,
        })
    }

    /// Reads a report that [`Report::write`] wrote.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Writes it as JSON.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        write_file(path, &text)
    }

    /// Cases that failed on a server that was there.
    pub fn failures(&self) -> usize {
        self.results
            .iter()
            .filter(|entry| entry.error.is_some())
            .count()
    }

    /// Measurements during which other programs took the cores.
    pub fn disturbed(&self) -> usize {
        let traffics = self
            .results
            .iter()
            .filter_map(|entry| match &entry.figures {
                Some(Figures::Traffic(traffic)) => Some(traffic),
                _ => None,
            });
        traffics
            .filter(|traffic| traffic.waited > DISTURBED)
            .count()
    }

    fn entry(&self, case: Case, server: &str) -> Option<&Entry> {
        self.results
            .iter()
            .find(|entry| entry.case == case && entry.server == server)
    }

    fn traffic(&self, case: Case, server: &str) -> Option<&Traffic> {
        match self.entry(case, server)?.figures.as_ref()? {
            Figures::Traffic(traffic) => Some(traffic),
            Figures::Idle { .. } | Figures::Operation { .. } => None,
        }
    }

    /// A figure that is better the smaller it is: bytes of a connection, nanoseconds of an operation.
    fn cost(&self, case: Case, server: &str) -> Option<f64> {
        match self.entry(case, server)?.figures.as_ref()? {
            Figures::Traffic(_) => None,
            figures => Some(main_figure(figures)),
        }
    }

    fn cases(&self) -> impl Iterator<Item = Case> {
        Case::ALL
            .into_iter()
            .filter(|case| self.results.iter().any(|entry| entry.case == *case))
    }
}

/// The figures of one case in one line.
pub fn line(case: Case, figures: &Figures) -> String {
    match figures {
        Figures::Traffic(traffic) => {
            let cpu = match traffic.server_cpu_us {
                Some(server) => format!(
                    ", CPU {server:.2} us each (generator {:.2} us, {:.0} % of the server's)",
                    traffic.generator_cpu_us,
                    100.0 * traffic.generator_cpu_us / server
                ),
                None => format!(" (generator CPU {:.2} us each)", traffic.generator_cpu_us),
            };
            let busy = match traffic.waited {
                waited if waited > DISTURBED => format!(", DISTURBED {:.0} %", 100.0 * waited),
                _ => String::new(),
            };
            format!(
                "{} {}/s{cpu}, p50 {:.0} us, p99 {:.0} us{busy}",
                count(traffic.per_second),
                plural(case),
                traffic.p50_us,
                traffic.p99_us
            )
        }
        Figures::Idle {
            connections,
            bytes_per_connection,
        } => format!(
            "{} bytes per connection ({} connections)",
            count(*bytes_per_connection),
            count(*connections as f64)
        ),
        Figures::Operation {
            operations,
            nanoseconds,
        } => format!(
            "{nanoseconds:.1} ns of CPU each ({} {})",
            count(*operations as f64),
            plural(case)
        ),
    }
}

/// All tables for the terminal.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    for table in tables(report) {
        text.push_str(&table.text());
        text.push('\n');
    }
    text + &conditions(report).join("\n") + "\n"
}

/// Draws the chart.
pub fn write_chart(report: &Report, path: &Path) -> Result<()> {
    write_file(path, &chart::svg(report))
}

/// Machine, versions and the way of measuring, a sentence each.
fn conditions(report: &Report) -> Vec<String> {
    let Machine {
        cpu,
        cores,
        kernel,
        system,
        rustc,
    } = &report.machine;
    let servers: Vec<_> = report
        .servers
        .iter()
        .map(|server| format!("{} ({})", server.version, server.runtime))
        .collect();
    let repeated = match report.rounds {
        1 => String::new(),
        rounds => format!(", median of {rounds} rounds"),
    };
    let mut lines = vec![
        format!(
            "{}: {cpu}, {cores} cores, Linux {kernel}, {system}, rustc {rustc}.",
            report.date
        ),
        format!("{}.", servers.join(", ")),
        format!(
            "Loopback, one server process at a time, one thread of load, {} s per case after {} s of warm-up{repeated}; \
             every reply is checked. CPU is user plus system time of the server's process tree. \
             In brackets: {OURS} divided by the peer.",
            report.plan.seconds, report.plan.warm_up_seconds
        ),
    ];
    if report.results.iter().any(generator_bound_entry) {
        lines.push("≥: the load generator was at its limit, the server could do more.".to_owned());
    }
    let disturbed = report.disturbed();
    if disturbed > 0 {
        lines.push(format!(
            "Disturbed: in {disturbed} measurements other programs took the cores for more than {:.0} % of the time; \
             messages per second and latency are worse than on a free machine, compare CPU only.",
            100.0 * DISTURBED
        ));
    }
    if !report.missing.is_empty() {
        lines.push(format!("Not measured: {}.", report.missing.join(", ")));
    }
    lines
}

fn generator_bound_entry(entry: &Entry) -> bool {
    matches!(&entry.figures, Some(Figures::Traffic(traffic)) if generator_bound(traffic))
}

fn main_figure(figures: &Figures) -> f64 {
    match figures {
        Figures::Traffic(traffic) => traffic.server_cpu_us.unwrap_or(traffic.per_second),
        Figures::Idle {
            bytes_per_connection,
            ..
        } => *bytes_per_connection,
        Figures::Operation { nanoseconds, .. } => *nanoseconds,
    }
}

fn plural(case: Case) -> String {
    match case.unit() {
        "delivery" => "deliveries".to_owned(),
        unit => format!("{unit}s"),
    }
}

fn write_file(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use anyhow::anyhow;

    pub(crate) fn traffic(per_second: f64, cpu: f64) -> Figures {
        Figures::Traffic(Traffic {
            messages: per_second as u64,
            per_second,
            p50_us: 100.4,
            p99_us: 200.6,
            server_cpu_us: Some(cpu),
            generator_cpu_us: 1.0,
            waited: 0.0,
        })
    }

    /// Ours and two peers; `ws` failed in one case and `other` has no HTTP.
    pub(crate) fn example() -> Report {
        let idle = |bytes_per_connection| Figures::Idle {
            connections: 10,
            bytes_per_connection,
        };
        let mut results = Vec::new();
        for (server, factor) in [(OURS, 2.0), ("ws", 1.0), ("other", 0.5)] {
            results.push(Entry::new(
                Case::Echo,
                server,
                vec![Ok(traffic(100_000.0 * factor, 4.0 / factor))],
            ));
            results.push(Entry::new(
                Case::Idle,
                server,
                vec![Ok(idle(1_000.0 / factor))],
            ));
        }
        results.push(Entry::new(
            Case::Http,
            OURS,
            vec![Ok(traffic(90_000.0, 9.0))],
        ));
        results.push(Entry::new(
            Case::Http,
            "ws",
            vec![Err(anyhow!("it <broke>"))],
        ));
        let server = |id: &str| Measured {
            id: id.to_owned(),
            version: format!("{id} 1.2"),
            runtime: "PHP 8".to_owned(),
        };
        Report {
            date: "2024-02-29".to_owned(),
            machine: Machine::this().unwrap(),
            plan: Plan {
                warm_up_seconds: 1.0,
                seconds: 5.0,
                idle_connections: 10,
            },
            rounds: 1,
            servers: vec![server(OURS), server("ws"), server("other")],
            missing: vec!["swoole".to_owned()],
            results,
        }
    }

    #[test]
    fn the_median_round_is_kept() {
        let rounds = [7.0, 3.0, 5.0].map(|cpu| Ok(traffic(1.0, cpu)));
        let entry = Entry::new(Case::Echo, "x", rounds.into());
        assert_eq!(entry.figures, Some(traffic(1.0, 5.0)));
    }

    #[test]
    fn one_failed_round_fails_the_entry() {
        let entry = Entry::new(
            Case::Echo,
            "x",
            vec![Ok(traffic(1.0, 5.0)), Err(anyhow!("no"))],
        );
        assert_eq!(entry.figures, None);
        assert_eq!(entry.error.as_deref(), Some("no"));
    }

    #[test]
    fn a_disturbed_measurement_is_told() {
        let mut report = example();
        assert!(!text(&report).contains("Disturbed"));
        let Some(Figures::Traffic(traffic)) = &mut report.results[0].figures else {
            panic!("the first result is one of traffic");
        };
        traffic.waited = 0.3;
        assert!(text(&report).contains("Disturbed: in 1 "));
        let figures = report.results[0].figures.as_ref().unwrap();
        assert!(line(Case::Echo, figures).contains("DISTURBED 30 %"));
    }

    #[test]
    fn a_report_survives_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.json");
        let report = example();
        report.write(&path).unwrap();
        let read = Report::read(&path).unwrap();
        assert_eq!(text(&read), text(&report));
        assert_eq!(read.failures(), 1);
    }
}
