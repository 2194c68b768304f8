//! `bench`: measures our server and its peers with one load generator. See README.md beside Cargo.toml.

mod case;
mod interrupt;
mod load;
mod process;
mod report;
mod run;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use case::Case;
use load::Plan;
use process::ProcessTree;

#[derive(Parser)]
#[command(about = "Measures WebSocket and HTTP servers", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start every server in turn, run the cases, print the tables, write the results and the chart
    Run(run::Options),
    /// Put the load of one case on a server that runs already
    Load(LoadOptions),
    /// Put the table of the last full run into README.md
    Readme(report::ReadmeOptions),
}

#[derive(Args)]
struct LoadOptions {
    /// The case
    #[arg(value_enum)]
    case: Case,
    /// Where the server listens
    #[arg(long)]
    address: SocketAddr,
    /// The server's process, whose CPU time and memory are measured, children included
    #[arg(long)]
    pid: Option<u32>,
    #[command(flatten)]
    time: TimeOptions,
}

/// Options that say how long and how much.
#[derive(Args, Clone, Debug)]
struct TimeOptions {
    /// Measure for one second per case, with fewer idle connections
    #[arg(long)]
    quick: bool,
    /// Seconds to measure per case [default: 5, quick: 1]
    #[arg(long)]
    seconds: Option<f64>,
    /// Seconds of load before that [default: 1, quick: 0.3]
    #[arg(long)]
    warm_up: Option<f64>,
    /// Connections of the idle case [default: 10000, quick: 2000, or as many as the limit of open files allows]
    #[arg(long)]
    idle: Option<usize>,
}

impl TimeOptions {
    /// Raises the limit of open files and settles what was left open.
    fn plan(&self) -> Result<Plan> {
        let defaults = if self.quick {
            (1.0, 0.3, 2_000)
        } else {
            (5.0, 1.0, 10_000)
        };
        let wanted = self.idle.unwrap_or(defaults.2);
        // Besides its connections a server or the generator has only a few files open.
        let limit = load::raise_descriptor_limit()?.saturating_sub(200);
        let idle = wanted.min(usize::try_from(limit).unwrap_or(usize::MAX));
        if idle < wanted {
            eprintln!("the limit of open files allows only {idle} idle connections");
        }
        Ok(Plan {
            seconds: self.seconds.unwrap_or(defaults.0),
            warm_up_seconds: self.warm_up.unwrap_or(defaults.1),
            idle_connections: idle,
        })
    }

    /// True unless something was asked for that makes figures less comparable.
    fn is_default(&self) -> bool {
        !self.quick && self.seconds.is_none() && self.warm_up.is_none() && self.idle.is_none()
    }
}

fn main() -> ExitCode {
    let result = interrupt::listen().and_then(|()| match Arguments::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Load(options) => load_once(&options).map(|()| true),
        Command::Readme(options) => report::update_readme(&options).map(|()| true),
    });
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn load_once(options: &LoadOptions) -> Result<()> {
    let plan = options.time.plan()?;
    let server = options.pid.map(ProcessTree::new);
    let figures = load::measure(options.case, options.address, server, &plan)?;
    println!("{}", report::line(options.case, &figures));
    Ok(())
}

/// The folder benches/, in which this program was built.
fn benches() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
