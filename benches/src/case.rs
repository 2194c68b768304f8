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
}

impl Role {
    /// All roles.
    #[cfg(test)]
    pub const ALL: [Role; 4] = [Role::Echo, Role::Broadcast, Role::Http, Role::CoroutineEcho];
}

/// Body of every response of the HTTP case.
pub const HELLO: &[u8] = b"Hello, World!";

impl Case {
    /// All cases in the order in which they run and are shown.
    pub const ALL: [Case; 10] = [
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
        }
    }

    /// What is counted: the word behind a number.
    pub fn unit(self) -> &'static str {
        match self {
            Case::Echo | Case::EchoPipelined | Case::EchoLarge | Case::CoroutineEcho => "message",
            Case::Broadcast | Case::BroadcastPipelined => "delivery",
            Case::Churn => "cycle",
            Case::Http => "request",
            Case::Idle | Case::CoroutineIdle => "connection",
        }
    }

    /// Whether memory is measured, not traffic.
    pub fn is_idle(self) -> bool {
        matches!(self, Case::Idle | Case::CoroutineIdle)
    }

    /// Which program of a server the case talks to.
    pub fn role(self) -> Role {
        match self {
            Case::Broadcast | Case::BroadcastPipelined => Role::Broadcast,
            Case::Http => Role::Http,
            Case::CoroutineEcho | Case::CoroutineIdle => Role::CoroutineEcho,
            _ => Role::Echo,
        }
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
        }
    }
}
