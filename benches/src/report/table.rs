//! Tables: a row per case, a column per server. One model, two forms: aligned text and Markdown.

use super::Report;
use crate::case::{Case, Measure};
use crate::load::Traffic;
use crate::run::OURS;

/// Share of a core above which a process counts as saturated.
const SATURATED: f64 = 0.93;

/// A titled table; the first column holds the names of the rows.
pub struct Table {
    title: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// All tables of a report.
pub fn tables(report: &Report) -> Vec<Table> {
    let traffic = |title: &str, cell: &dyn Fn(&Report, Case, &str) -> Option<String>| {
        table(
            report,
            title,
            |case| case.measure() == Measure::Traffic,
            |case, server| cell(report, case, server),
        )
    };
    let costs = |title: &str, measure: Measure| {
        table(
            report,
            title,
            |case| case.measure() == measure,
            |case, server| cost(report, case, server),
        )
    };
    let all = [
        traffic("Messages per second (more is better)", &per_second),
        traffic("Server CPU per message in µs (less is better)", &cpu),
        traffic("Latency p50 / p99 in µs", &latency),
        costs(
            "Memory per idle connection in bytes (less is better)",
            Measure::Memory,
        ),
        costs(
            "CPU time per operation in ns (less is better)",
            Measure::Operation,
        ),
    ];
    all.into_iter()
        .filter(|table| !table.rows.is_empty())
        .collect()
}

impl Table {
    /// Columns aligned by blanks.
    pub fn text(&self) -> String {
        let lines: Vec<_> = std::iter::once(&self.header).chain(&self.rows).collect();
        let width = |column: usize| {
            let cells = lines.iter().map(|line| line[column].chars().count());
            cells.max().unwrap_or_default()
        };
        let mut text = format!("{}\n", self.title);
        for line in &lines {
            for (column, cell) in line.iter().enumerate() {
                let width = width(column);
                text.push_str(&match column {
                    0 => format!("  {cell:<width$}"),
                    _ => format!("  {cell:>width$}"),
                });
            }
            text.push('\n');
        }
        text
    }

    /// A Markdown table under its title.
    pub fn markdown(&self) -> String {
        let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let mut text = format!("**{}**\n\n", self.title);
        text.push_str(&row(&self.header));
        text.push_str("|---|");
        text.push_str(&"---:|".repeat(self.header.len() - 1));
        text.push('\n');
        for cells in &self.rows {
            text.push_str(&row(cells));
        }
        text
    }
}

/// A number without decimals and with a comma between thousands.
pub fn count(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// True if the load generator, not the server, was at its limit, so that the server could do more.
pub fn generator_bound(traffic: &Traffic) -> bool {
    let cores = |cpu_us: f64| cpu_us * traffic.per_second / 1e6;
    traffic
        .server_cpu_us
        .is_some_and(|server| cores(server) < SATURATED)
        && cores(traffic.generator_cpu_us) > SATURATED
}

fn table(
    report: &Report,
    title: &str,
    wanted: impl Fn(Case) -> bool,
    cell: impl Fn(Case, &str) -> Option<String>,
) -> Table {
    let mut header = vec![String::new()];
    header.extend(report.servers.iter().map(|server| server.version.clone()));
    let rows = report
        .cases()
        .filter(|case| wanted(*case))
        .map(|case| {
            let mut row = vec![case.title().to_owned()];
            for server in &report.servers {
                let failed = report
                    .entry(case, &server.id)
                    .is_some_and(|entry| entry.error.is_some());
                let absent = if failed { "failed" } else { "–" };
                row.push(cell(case, &server.id).unwrap_or_else(|| absent.to_owned()));
            }
            row
        })
        .collect();
    Table {
        title: title.to_owned(),
        header,
        rows,
    }
}

fn per_second(report: &Report, case: Case, server: &str) -> Option<String> {
    let traffic = report.traffic(case, server)?;
    let ours = report.traffic(case, OURS).map(|ours| ours.per_second);
    let bound = if generator_bound(traffic) { "≥ " } else { "" };
    Some(format!(
        "{bound}{}{}",
        count(traffic.per_second),
        ratio(server, ours, traffic.per_second)
    ))
}

fn cpu(report: &Report, case: Case, server: &str) -> Option<String> {
    let cpu = report.traffic(case, server)?.server_cpu_us?;
    let ours = report
        .traffic(case, OURS)
        .and_then(|ours| ours.server_cpu_us);
    Some(format!("{cpu:.2}{}", ratio(server, ours, cpu)))
}

fn latency(report: &Report, case: Case, server: &str) -> Option<String> {
    let traffic = report.traffic(case, server)?;
    Some(format!(
        "{} / {}",
        count(traffic.p50_us),
        count(traffic.p99_us)
    ))
}

fn cost(report: &Report, case: Case, server: &str) -> Option<String> {
    let cost = report.cost(case, server)?;
    let ours = report.cost(case, OURS);
    Some(format!("{}{}", count(cost), ratio(server, ours, cost)))
}

/// Ours divided by the peer's, in brackets; nothing for ourselves or without ours.
fn ratio(server: &str, ours: Option<f64>, peers: f64) -> String {
    match ours {
        Some(ours) if server != OURS && peers > 0.0 => format!(" ({:.2})", ours / peers),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::example;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(count(7.4), "7");
        assert_eq!(count(999.6), "1,000");
        assert_eq!(count(1_234_567.0), "1,234,567");
    }

    #[test]
    fn peers_carry_the_ratio_of_ours_to_them() {
        let markdown: String = tables(&example()).iter().map(Table::markdown).collect();
        for row in [
            "| Echo, 64 B, 1 in flight | 200,000 | 100,000 (2.00) | 50,000 (4.00) |",
            "| Echo, 64 B, 1 in flight | 2.00 | 4.00 (0.50) | 8.00 (0.25) |",
            "| Echo, 64 B, 1 in flight | 100 / 201 | 100 / 201 | 100 / 201 |",
            "| HTTP hello, keep-alive | 90,000 | failed | – |",
            "| Idle connection | 500 | 1,000 (0.50) | 2,000 (0.25) |",
        ] {
            assert!(markdown.contains(row), "{row} is not in\n{markdown}");
        }
    }

    #[test]
    fn text_columns_are_aligned() {
        let text = tables(&example())[0].text();
        let mut lengths = text.lines().skip(1).map(|line| line.chars().count());
        let first = lengths.next().unwrap();
        assert!(lengths.all(|length| length == first), "{text}");
    }

    #[test]
    fn a_saturated_generator_makes_a_lower_bound() {
        let mut traffic = Traffic {
            messages: 1,
            per_second: 1_000_000.0,
            p50_us: 1.0,
            p99_us: 1.0,
            server_cpu_us: Some(0.5),
            generator_cpu_us: 0.99,
            waited: 0.0,
        };
        assert!(generator_bound(&traffic));
        traffic.server_cpu_us = Some(0.98);
        assert!(!generator_bound(&traffic));
    }
}
