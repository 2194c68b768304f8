//! The cases that every server is measured with: their names, sizes and units. Knows nothing of sockets or servers.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

/// Connections of every case but broadcast and idle.
pub const CONNECTIONS: usize = 100;
/// Receivers of the broadcast cases; one of them is the sender as well.
pub const RECEIVERS: usize = 1_000;
/// Bytes of a small message.
pub const SMALL: usize = 64;
/// Bytes of a large message.
pub const LARGE: usize = 16 * 1024;
/// Messages that the pipelined echo case sends in one write.
pub const PIPELINED: usize = 16;
/// Messages that the pipelined broadcast case sends in one write.
pub const BROADCAST_PIPELINED: usize = 8;

/// One thing to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub enum Case {
    /// 100 connections, 64 bytes, one message in flight on each.
    #[value(name = "echo")]
    #[serde(rename = "echo")]
    Echo,
    /// 100 connections, 64 bytes, 16 messages in flight on each, sent in one write.
    #[value(name = "echo-pipelined")]
    #[serde(rename = "echo-pipelined")]
    EchoPipelined,
    /// 100 connections, 16 KiB, one message in flight on each.
    #[value(name = "echo-16k")]
    #[serde(rename = "echo-16k")]
    EchoLarge,
    /// One message at a time goes to 1,000 connections.
    #[value(name = "broadcast")]
    #[serde(rename = "broadcast")]
    Broadcast,
    /// Eight messages, sent in one write, go to 1,000 connections.
    #[value(name = "broadcast-8")]
    #[serde(rename = "broadcast-8")]
    BroadcastPipelined,
    /// Connect, handshake, one echo, close.
    #[value(name = "churn")]
    #[serde(rename = "churn")]
    Churn,
    /// HTTP/1.1 GET on 100 keep-alive connections.
    #[value(name = "http")]
    #[serde(rename = "http")]
    Http,
    /// Memory of a connection that has sent one message and then rests.
    #[value(name = "idle")]
    #[serde(rename = "idle")]
    Idle,
    /// As echo, by a server with a coroutine for each connection.
    #[value(name = "coroutine-echo")]
    #[serde(rename = "coroutine-echo")]
    CoroutineEcho,
    /// As idle, with a coroutine that waits for the next message.
    #[value(name = "coroutine-idle")]
    #[serde(rename = "coroutine-idle")]
    CoroutineIdle,
    /// Starts coroutines that end at once.
    #[value(name = "coroutine-create")]
    #[serde(rename = "coroutine-create")]
    CoroutineCreate,
    /// Resumes a coroutine, which yields again.
    #[value(name = "coroutine-yield")]
    #[serde(rename = "coroutine-yield")]
    CoroutineYield,
    /// Elements go through a channel from one coroutine to another.
    #[value(name = "coroutine-channel")]
    #[serde(rename = "coroutine-channel")]
    CoroutineChannel,
    /// 20,000 coroutines sleep at the same time.
    #[value(name = "coroutine-sleep")]
    #[serde(rename = "coroutine-sleep")]
    CoroutineSleep,
    /// 100,000 timers run at the same time.
    #[value(name = "timer")]
    #[serde(rename = "timer")]
    Timer,
    /// Changes all columns of a row of a shared table.
    #[value(name = "table-set")]
    #[serde(rename = "table-set")]
    TableSet,
    /// Reads a row of a shared table.
    #[value(name = "table-get")]
    #[serde(rename = "table-get")]
    TableGet,
    /// Adds to a column of a shared table.
    #[value(name = "table-incr")]
    #[serde(rename = "table-incr")]
    TableIncr,
    /// Adds to a shared number.
    #[value(name = "atomic-add")]
    #[serde(rename = "atomic-add")]
    AtomicAdd,
    /// Reads a shared number.
    #[value(name = "atomic-get")]
    #[serde(rename = "atomic-get")]
    AtomicGet,
    /// Takes and releases a shared lock.
    #[value(name = "lock")]
    #[serde(rename = "lock")]
    Lock,
    /// As echo, by a server whose reactor threads own the sockets (`SWOOLE_PROCESS`).
    #[value(name = "process-echo")]
    #[serde(rename = "process-echo")]
    ProcessEcho,
    /// As echo-pipelined, by such a server.
    #[value(name = "process-echo-pipelined")]
    #[serde(rename = "process-echo-pipelined")]
    ProcessEchoPipelined,
    /// As broadcast, by such a server.
    #[value(name = "process-broadcast")]
    #[serde(rename = "process-broadcast")]
    ProcessBroadcast,
    /// As http, by such a server.
    #[value(name = "process-http")]
    #[serde(rename = "process-http")]
    ProcessHttp,
    /// As idle, by such a server.
    #[value(name = "process-idle")]
    #[serde(rename = "process-idle")]
    ProcessIdle,
    /// As echo-pipelined, so that the load costs little, with 20 us of PHP work for each message, by one worker.
    #[value(name = "one-worker")]
    #[serde(rename = "one-worker")]
    OneWorker,
    /// The same by two workers.
    #[value(name = "two-workers")]
    #[serde(rename = "two-workers")]
    TwoWorkers,
}

/// How a PHP server shares its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crew {
    /// The mode, as PHP's constant is called.
    pub mode: &'static str,
    /// How many workers it has.
    pub workers: u32,
}

/// What a case measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Messages that go through a server, and what they cost it.
    Traffic,
    /// Memory that connections at rest keep.
    Memory,
    /// CPU time of an operation that a program repeats by itself.
    Operation,
}

/// What a server must do for a case; each server has one program per role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sends every message back to its sender.
    Echo,
    /// Sends every message to all connections.
    Broadcast,
    /// Answers every HTTP request with [`HELLO`].
    Http,
    /// Sends every message back to its sender, from a coroutine that each connection has.
    CoroutineEcho,
    /// Works for some time before it sends a message back.
    Work,
    /// Is no server: repeats an operation of coroutines and tells its cost.
    CoroutineOperations,
    /// Is no server: repeats an operation on memory that processes share and tells its cost.
    SharedOperations,
}

impl Role {
    /// All roles.
    #[cfg(test)]
    pub const ALL: [Role; 7] = [
        Role::Echo,
        Role::Broadcast,
        Role::Http,
        Role::CoroutineEcho,
        Role::Work,
        Role::CoroutineOperations,
        Role::SharedOperations,
    ];
}

/// Body of every response of the HTTP case.
pub const HELLO: &[u8] = b"Hello, World!";

impl Case {
    /// All cases in the order in which they run and are shown.
    pub const ALL: [Case; 28] = [
        Case::Echo,
        Case::EchoPipelined,
        Case::EchoLarge,
        Case::Broadcast,
        Case::BroadcastPipelined,
        Case::Churn,
        Case::Http,
        Case::Idle,
        Case::CoroutineEcho,
        Case::CoroutineIdle,
        Case::CoroutineCreate,
        Case::CoroutineYield,
        Case::CoroutineChannel,
        Case::CoroutineSleep,
        Case::Timer,
        Case::ProcessEcho,
        Case::ProcessEchoPipelined,
        Case::ProcessBroadcast,
        Case::ProcessHttp,
        Case::ProcessIdle,
        Case::OneWorker,
        Case::TwoWorkers,
        Case::TableSet,
        Case::TableGet,
        Case::TableIncr,
        Case::AtomicAdd,
        Case::AtomicGet,
        Case::Lock,
    ];

    /// The case in words, as tables and charts show it.
    pub fn title(self) -> &'static str {
        match self {
            Case::Echo => "Echo, 64 B, 1 in flight",
            Case::EchoPipelined => "Echo, 64 B, 16 in flight",
            Case::EchoLarge => "Echo, 16 KiB, 1 in flight",
            Case::Broadcast => "Broadcast to 1,000, 1 in flight",
            Case::BroadcastPipelined => "Broadcast to 1,000, 8 in flight",
            Case::Churn => "Connect, handshake, echo, close",
            Case::Http => "HTTP hello, keep-alive",
            Case::Idle => "Idle connection",
            Case::CoroutineEcho => "Echo by coroutines, 64 B, 1 in flight",
            Case::CoroutineIdle => "Idle connection with a coroutine",
            Case::CoroutineCreate => "Create a coroutine, which ends",
            Case::CoroutineYield => "Resume a coroutine, which yields",
            Case::CoroutineChannel => "Channel, one coroutine to another",
            Case::CoroutineSleep => "Sleep, 20,000 coroutines at a time",
            Case::Timer => "Timer, 100,000 at a time",
            Case::TableSet => "Table, set a row",
            Case::TableGet => "Table, get a row",
            Case::TableIncr => "Table, incr a column",
            Case::AtomicAdd => "Atomic, add",
            Case::AtomicGet => "Atomic, get",
            Case::Lock => "Lock, take and release",
            Case::ProcessEcho => "PROCESS: echo, 64 B, 1 in flight",
            Case::ProcessEchoPipelined => "PROCESS: echo, 64 B, 16 in flight",
            Case::ProcessBroadcast => "PROCESS: broadcast to 1,000",
            Case::ProcessHttp => "PROCESS: HTTP hello",
            Case::ProcessIdle => "PROCESS: idle connection",
            Case::OneWorker => "20 us of work, 16 in flight, 1 worker",
            Case::TwoWorkers => "20 us of work, 16 in flight, 2 workers",
        }
    }

    /// What is counted: the word behind a number.
    pub fn unit(self) -> &'static str {
        match self {
            Case::Echo
            | Case::EchoPipelined
            | Case::EchoLarge
            | Case::CoroutineEcho
            | Case::ProcessEcho
            | Case::ProcessEchoPipelined
            | Case::OneWorker
            | Case::TwoWorkers => "message",
            Case::Broadcast | Case::BroadcastPipelined | Case::ProcessBroadcast => "delivery",
            Case::Churn => "cycle",
            Case::Http | Case::ProcessHttp => "request",
            Case::Idle | Case::CoroutineIdle | Case::ProcessIdle => "connection",
            Case::CoroutineCreate
            | Case::CoroutineYield
            | Case::CoroutineChannel
            | Case::CoroutineSleep
            | Case::Timer
            | Case::TableSet
            | Case::TableGet
            | Case::TableIncr
            | Case::AtomicAdd
            | Case::AtomicGet
            | Case::Lock => "operation",
        }
    }

    /// What is measured.
    pub fn measure(self) -> Measure {
        match self.role() {
            _ if matches!(self, Case::Idle | Case::CoroutineIdle | Case::ProcessIdle) => {
                Measure::Memory
            }
            Role::CoroutineOperations | Role::SharedOperations => Measure::Operation,
            _ => Measure::Traffic,
        }
    }

    /// The word by which the program knows the operation that it repeats.
    pub fn operation(self) -> Option<&'static str> {
        match self {
            Case::CoroutineCreate => Some("create"),
            Case::CoroutineYield => Some("yield"),
            Case::CoroutineChannel => Some("channel"),
            Case::CoroutineSleep => Some("sleep"),
            Case::Timer => Some("timer"),
            Case::TableSet => Some("table-set"),
            Case::TableGet => Some("table-get"),
            Case::TableIncr => Some("table-incr"),
            Case::AtomicAdd => Some("atomic-add"),
            Case::AtomicGet => Some("atomic-get"),
            Case::Lock => Some("lock"),
            _ => None,
        }
    }

    /// Which program of a server the case talks to.
    pub fn role(self) -> Role {
        match self {
            Case::Broadcast | Case::BroadcastPipelined | Case::ProcessBroadcast => Role::Broadcast,
            Case::Http | Case::ProcessHttp => Role::Http,
            Case::OneWorker | Case::TwoWorkers => Role::Work,
            Case::CoroutineEcho | Case::CoroutineIdle => Role::CoroutineEcho,
            Case::CoroutineCreate
            | Case::CoroutineYield
            | Case::CoroutineChannel
            | Case::CoroutineSleep
            | Case::Timer => Role::CoroutineOperations,
            Case::TableSet
            | Case::TableGet
            | Case::TableIncr
            | Case::AtomicAdd
            | Case::AtomicGet
            | Case::Lock => Role::SharedOperations,
            Case::Echo
            | Case::EchoPipelined
            | Case::EchoLarge
            | Case::Churn
            | Case::Idle
            | Case::ProcessEcho
            | Case::ProcessEchoPipelined
            | Case::ProcessIdle => Role::Echo,
        }
    }

    /// How a PHP server shares its work.
    pub fn crew(self) -> Crew {
        let (mode, workers) = match self {
            Case::ProcessEcho
            | Case::ProcessEchoPipelined
            | Case::ProcessBroadcast
            | Case::ProcessHttp
            | Case::ProcessIdle => ("SWOOLE_PROCESS", 1),
            Case::TwoWorkers => ("SWOOLE_BASE", 2),
            _ => ("SWOOLE_BASE", 1),
        };
        Crew { mode, workers }
    }

    /// Whether only servers in PHP have it: other ones share their work in other ways, or not at all.
    pub fn is_of_php(self) -> bool {
        self.crew().mode != "SWOOLE_BASE" || self.role() == Role::Work
    }
}

impl Role {
    /// The word by which the programs of the servers know the role.
    pub fn name(self) -> &'static str {
        match self {
            Role::Echo => "echo",
            Role::Broadcast => "broadcast",
            Role::Http => "http",
            Role::CoroutineEcho => "coroutine_echo",
            Role::Work => "work",
            Role::CoroutineOperations => "coroutine_operations",
            Role::SharedOperations => "shared_operations",
        }
    }
}
