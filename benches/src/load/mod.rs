//! The load generator: one thread, precomputed frames, one read and one write per turn, so that the server is the
//! busier side. Every reply is compared byte by byte (large ones: every sixteenth) with the only right answer.
//! Knows an address and, if its CPU time and memory are wanted, a process tree; not which server that is.

mod broadcast;
mod churn;
mod connect;
mod echo;
mod frames;
mod http;
mod idle;
mod inbox;
mod ready;
#[cfg(test)]
mod tests;
mod window;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

pub use connect::{raise_descriptor_limit, wait_until_accepting};
pub use window::Traffic;

use crate::case::{self, Case, Measure};
use crate::process::ProcessTree;
use window::Window;

/// How long and how much.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// Seconds of load before measuring begins.
    pub warm_up_seconds: f64,
    /// Seconds of load that are measured.
    pub seconds: f64,
    /// Connections of the idle case.
    pub idle_connections: usize,
}

/// What a case yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figures {
    /// Messages that went through.
    Traffic(Traffic),
    /// Memory that connections at rest keep.
    Idle {
        /// Connections held open.
        connections: usize,
        /// Growth of the server's proportional set size per connection.
        bytes_per_connection: f64,
    },
    /// What a program has measured by itself.
    Operation {
        /// How often it was done.
        operations: u64,
        /// CPU time of one, in nanoseconds.
        nanoseconds: f64,
    },
}

/// Puts the load of `case` on the server at `address` and measures it.
///
/// Fails if a reply is wrong, missing or one too many, if a connection breaks, or if nothing comes for ten seconds.
pub fn measure(
    case: Case,
    address: SocketAddr,
    server: Option<ProcessTree>,
    plan: &Plan,
) -> Result<Figures> {
    match case.measure() {
        Measure::Memory => return idle::run(address, server, plan.idle_connections),
        Measure::Operation => {
            bail!("no load is put on a server in this case: `bench run` measures it")
        }
        Measure::Traffic => {}
    }
    let mut window = Window::new(
        server,
        Duration::from_secs_f64(plan.warm_up_seconds),
        Duration::from_secs_f64(plan.seconds),
    );
    let echo = |payload, in_flight| echo::Shape {
        connections: case::CONNECTIONS,
        payload,
        in_flight,
    };
    match case {
        Case::Echo | Case::CoroutineEcho | Case::ProcessEcho => {
            echo::run(address, echo(case::SMALL, 1), &mut window)?;
        }
        Case::EchoPipelined | Case::ProcessEchoPipelined | Case::OneWorker | Case::TwoWorkers => {
            echo::run(address, echo(case::SMALL, case::PIPELINED), &mut window)?;
        }
        Case::EchoLarge => echo::run(address, echo(case::LARGE, 1), &mut window)?,
        Case::Broadcast | Case::ProcessBroadcast => {
            broadcast::run(address, case::RECEIVERS, 1, &mut window)?
        }
        Case::BroadcastPipelined => broadcast::run(
            address,
            case::RECEIVERS,
            case::BROADCAST_PIPELINED,
            &mut window,
        )?,
        Case::Churn => churn::run(address, case::CONNECTIONS, &mut window)?,
        Case::Http | Case::ProcessHttp => http::run(address, case::CONNECTIONS, &mut window)?,
        Case::Idle
        | Case::CoroutineIdle
        | Case::ProcessIdle
        | Case::CoroutineCreate
        | Case::CoroutineYield
        | Case::CoroutineChannel
        | Case::CoroutineSleep
        | Case::Timer
        | Case::TableSet
        | Case::TableGet
        | Case::TableIncr
        | Case::AtomicAdd
        | Case::AtomicGet
        | Case::Lock => unreachable!("they are no traffic"),
    }
    Ok(Figures::Traffic(window.finish()?))
}
