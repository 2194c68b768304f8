//! The run: every case on every server, one at a time, case by case, so that what disturbs the machine for a while
//! disturbs all servers of that case.

mod servers;

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{Write, stdout};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::case::{Case, Measure};
use crate::load::{self, Figures, Plan};
use crate::process::{Child, ProcessTree, output_of};
use crate::report::{self, Entry, Report};
use crate::{TimeOptions, benches, interrupt};
pub use servers::{Missing, OURS, Server};
use servers::{Places, find};

/// Time that a server has to accept its first connection.
const START: Duration = Duration::from_secs(20);
/// Ports that are tried, below the range from which systems take the ports of clients.
const PORTS: std::ops::Range<u16> = 18_000..30_000;

/// Options of `bench run`.
#[derive(Args, Debug)]
pub struct Options {
    #[command(flatten)]
    time: TimeOptions,
    /// Repeat everything so many times and keep the median of each figure
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    rounds: u16,
    /// Only this case; may be repeated
    #[arg(long = "case", value_enum)]
    cases: Vec<Case>,
    /// Only this server (swoole-rs, swoole, ws, websockets, fastwebsockets); may be repeated
    #[arg(long = "server")]
    servers: Vec<String>,
    /// Our extension
    #[arg(long, default_value_os_t = benches().with_file_name("target/release/libswoole.so"))]
    extension: PathBuf,
    /// Real Swoole's swoole.so, to compare with it; empty for none
    #[arg(long, env = "SWOOLE_SO")]
    swoole: Option<OsString>,
    /// A server on the engine without PHP, started as PATH PORT; it echoes
    #[arg(long, env = "BENCH_ENGINE", hide = true)]
    engine: Option<PathBuf>,
    /// The PHP interpreter
    #[arg(long, env = "PHP", default_value = "php")]
    php: PathBuf,
    /// The Node.js interpreter
    #[arg(long, env = "NODE", default_value = "node")]
    node: PathBuf,
    /// The Python interpreter
    #[arg(long, env = "PYTHON", default_value = "python3")]
    python: PathBuf,
    /// Where the results go [default: results/latest.json after a full run with our server, else results/partial.json]
    #[arg(long)]
    out: Option<PathBuf>,
    /// Where the chart goes [default: ../docs/bench.svg after a full run with our server, else results/partial.svg]
    #[arg(long)]
    chart: Option<PathBuf>,
}

/// Runs what `options` ask for. False if a case failed on some server.
pub fn run(options: &Options) -> Result<bool> {
    let plan = options.time.plan()?;
    let cases: Vec<_> = Case::ALL
        .into_iter()
        .filter(|case| options.cases.is_empty() || options.cases.contains(case))
        .collect();
    let wanted = |id: &str| options.servers.is_empty() || options.servers.iter().any(|s| s == id);
    let (found, missing) = find(&places(options), wanted);
    interrupt::check()?;
    for Missing { id, reason } in &missing {
        eprintln!("MISSING: {id} is not measured: {reason}");
    }
    if found.is_empty() {
        bail!("there is no server to measure");
    }

    let entries = measure_all(&found, &cases, options.rounds, &plan)?;
    let report = Report::new(plan, options.rounds, &found, &missing, entries)?;
    println!("\n{}", report::text(&report));

    let full = options.time.is_default()
        && options.cases.is_empty()
        && options.servers.is_empty()
        && found.iter().any(|server| server.id == OURS)
        && report.failures() == 0;
    let (results, chart) = if full {
        ("results/latest.json", "../docs/bench.svg")
    } else {
        ("results/partial.json", "results/partial.svg")
    };
    let results = options
        .out
        .clone()
        .unwrap_or_else(|| benches().join(results));
    let chart = options
        .chart
        .clone()
        .unwrap_or_else(|| benches().join(chart));
    report.write(&results)?;
    report::write_chart(&report, &chart)?;
    println!("results: {}\nchart: {}", results.display(), chart.display());
    if report.failures() > 0 {
        eprintln!("FAILED: {} of the cases above", report.failures());
    }
    Ok(report.failures() == 0)
}

fn places(options: &Options) -> Places {
    Places {
        benches: benches(),
        extension: options.extension.clone(),
        swoole: options
            .swoole
            .clone()
            .filter(|path| !path.is_empty())
            .map(PathBuf::from),
        engine: options.engine.clone(),
        php: options.php.clone(),
        node: options.node.clone(),
        python: options.python.clone(),
    }
}

fn measure_all(servers: &[Server], cases: &[Case], rounds: u16, plan: &Plan) -> Result<Vec<Entry>> {
    let mut pairs = Vec::new();
    for &case in cases {
        pairs.extend(
            servers
                .iter()
                .filter(|server| server.supports(case))
                .map(|server| (case, server)),
        );
    }
    let total = pairs.len() * usize::from(rounds);
    let mut measured: Vec<Vec<Result<Figures>>> = pairs.iter().map(|_| Vec::new()).collect();
    let mut ports = Ports::new();
    let began = Instant::now();
    for round in 0..usize::from(rounds) {
        for (index, (case, server)) in pairs.iter().enumerate() {
            let done = round * pairs.len() + index + 1;
            let elapsed = began.elapsed().as_secs();
            print!(
                "[{done:>2}/{total} {}:{:02}] {}, {}: ",
                elapsed / 60,
                elapsed % 60,
                case.title(),
                server.version
            );
            stdout().flush()?;
            let result = match case.measure() {
                Measure::Operation => measure_operation(server, *case, plan),
                Measure::Traffic | Measure::Memory => ports
                    .next()
                    .and_then(|address| measure_one(server, *case, address, plan)),
            };
            // Whatever else went wrong with it, an interrupted case is not a failure of the server.
            interrupt::check()?;
            match &result {
                Ok(figures) => println!("{}", report::line(*case, figures)),
                Err(error) => println!("FAILED: {error:#}"),
            }
            measured[index].push(result);
        }
    }
    Ok(pairs
        .into_iter()
        .zip(measured)
        .map(|((case, server), results)| Entry::new(case, server.id, results))
        .collect())
}

fn measure_one(server: &Server, case: Case, address: SocketAddr, plan: &Plan) -> Result<Figures> {
    let mut child = Child::spawn(&mut server.command(case, address.port()))?;
    load::wait_until_accepting(address, START, || child.check_alive())?;
    let tree = ProcessTree::new(child.id());
    let result = load::measure(case, address, Some(tree), plan);
    child.check_alive()?;
    result.with_context(|| match child.output() {
        output if output.is_empty() => "the server printed nothing".to_owned(),
        output => format!("the server printed: {output}"),
    })
}

/// Has a program repeat the operation of `case` and tell what one costs.
fn measure_operation(server: &Server, case: Case, plan: &Plan) -> Result<Figures> {
    let mut command = server.operation_command(case, plan.seconds)?;
    let limit = START + Duration::from_secs_f64(10.0 * plan.seconds);
    let text = output_of(&mut command, limit)?;
    read_operation(&text).with_context(|| format!("the program printed: {text}"))
}

/// Reads `7300000 operations, 137.61 ns each` in the last line of a program's output.
fn read_operation(text: &str) -> Result<Figures> {
    let line = text.lines().last().unwrap_or_default();
    let (operations, nanoseconds) = line
        .strip_suffix(" ns each")
        .and_then(|line| line.split_once(" operations, "))
        .context("no figure in the last line")?;
    Ok(Figures::Operation {
        operations: operations.parse()?,
        nanoseconds: nanoseconds.parse()?,
    })
}

/// Hands out ports that nobody listens on, each once.
struct Ports(VecDeque<u16>);

impl Ports {
    fn new() -> Self {
        // Two runs at the same time should not try the same ports in the same order.
        let mut ports: VecDeque<u16> = PORTS.collect();
        let shift = std::process::id() as usize * 97 % ports.len();
        ports.rotate_left(shift);
        Self(ports)
    }

    fn next(&mut self) -> Result<SocketAddr> {
        while let Some(port) = self.0.pop_front() {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            if TcpListener::bind(address).is_ok() {
                return Ok(address);
            }
        }
        bail!("no free port between {} and {}", PORTS.start, PORTS.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_program_is_read() {
        let figures = read_operation("Warning: something\n7300000 operations, 137.61 ns each");
        assert_eq!(
            figures.unwrap(),
            Figures::Operation {
                operations: 7_300_000,
                nanoseconds: 137.61
            }
        );
        assert!(read_operation("Fatal error: it broke").is_err());
        assert!(read_operation("x operations, 1 ns each").is_err());
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        let mut ports = Ports::new();
        let first = ports.next().unwrap();
        let taken = ports.0[0];
        let Ok(_listener) = TcpListener::bind((Ipv4Addr::LOCALHOST, taken)) else {
            return; // Somebody else has taken it: the same situation, without our doing.
        };
        let second = ports.next().unwrap();
        assert_ne!(second.port(), taken);
        assert_ne!(second, first);
    }
}
