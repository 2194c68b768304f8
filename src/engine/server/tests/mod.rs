//! The server as its clients and its handler see it: real sockets on the loopback interface, one subject per file.

mod accept;
mod balance;
mod client;
mod close;
mod compression;
mod control;
mod fragments;
mod handover;
mod harness;
mod http;
mod http_errors;
mod limits;
mod linger;
mod output;
mod pipelining;
mod puppet;
mod relayed;
mod retire;
mod shutdown;
mod signals;
mod time;
mod turn;
mod violations;
