//! The option `TCP_INFO`: what the kernel knows of a TCP connection.

use socket2::Socket;

use crate::php::coroutine::net::option;
use crate::php::zend::{Array, Value};

/// The numbers of one byte that the kernel's `struct tcp_info` begins with.
const BYTES: [&str; 6] = [
    "state",
    "ca_state",
    "retransmits",
    "probes",
    "backoff",
    "options",
];
/// Where both window scales are, the sending one in the lower half.
const SCALES: usize = BYTES.len();
/// Where the numbers of four bytes begin.
const WORDS_AT: usize = 8;
const WORDS: [&str; 24] = [
    "rto",
    "ato",
    "snd_mss",
    "rcv_mss",
    "unacked",
    "sacked",
    "lost",
    "retrans",
    "fackets",
    "last_data_sent",
    "last_ack_sent",
    "last_data_recv",
    "last_ack_recv",
    "pmtu",
    "rcv_ssthresh",
    "rtt",
    "rttvar",
    "snd_ssthresh",
    "snd_cwnd",
    "advmss",
    "reordering",
    "rcv_rtt",
    "rcv_space",
    "total_retrans",
];

/// What the kernel tells, by name.
pub fn read(socket: &Socket) -> std::io::Result<Array> {
    let mut info = [0; WORDS_AT + 4 * WORDS.len()];
    option::get(socket, libc::SOL_TCP, libc::TCP_INFO, &mut info)?;
    let mut all = Array::with_capacity(BYTES.len() + 2 + WORDS.len());
    for (name, byte) in BYTES.iter().zip(info) {
        all.set(name.as_bytes(), Value::long(byte.into()));
    }
    all.set(b"snd_wscale", Value::long((info[SCALES] & 15).into()));
    all.set(b"rcv_wscale", Value::long((info[SCALES] >> 4).into()));
    let words = info[WORDS_AT..].chunks_exact(4);
    for (name, word) in WORDS.iter().zip(words) {
        let word = word.try_into().map_or(0, u32::from_ne_bytes);
        all.set(name.as_bytes(), Value::long(word.into()));
    }
    Ok(all)
}
