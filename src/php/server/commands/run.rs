//! Running a command in the process that it is for.

use std::rc::Rc;

use super::Command;
use super::packet::{Ticket, name_and_data, note};
use crate::engine::log::{self, Level};
use crate::engine::shared::exchange::Station;
use crate::php::runtime::{self, Verdict};
use crate::php::server::tasks::outlet;
use crate::php::server::{ServerObject, post};
use crate::php::zend::callback::Threw;
use crate::php::zend::{Obj, Value};

/// The answer to a command that has thrown, as Swoole words it.
const FAILED: &[u8] = br#"{"data": "failed to call function", "code": -1}"#;
/// The answer to a command that has returned something else than a string.
const WRONG_TYPE: &[u8] = br#"{"data": "wrong return type", "code": -2}"#;

/// Who waits for an answer. There is one when this is dropped, whatever happens.
struct Reply {
    ticket: Ticket,
    to: Station,
    answer: Option<Vec<u8>>,
}

impl Drop for Reply {
    fn drop(&mut self) {
        let answer = self.answer.take();
        let answer = self.ticket.with(&[answer.as_deref().unwrap_or(FAILED)]);
        send(self.to, note::ANSWER, &answer);
    }
}

fn send(to: Station, number: u16, packet: &[u8]) {
    let board = post::get().and_then(|post| post.board);
    let sent = board.is_some_and(|board| {
        let cluster = board.cluster();
        cluster
            .number(to)
            .is_some_and(|to| outlet::send(cluster, to, number, packet).is_ok())
    });
    if !sent {
        log::write(
            Level::Warning,
            format!("a command of station {to} is not answered: too much waits for it"),
        );
    }
}

/// Calls a command's function, and returns its answer, an error among them; after an exception, that is pending.
pub fn call(server: &Obj, command: &Command, data: &[u8]) -> (Vec<u8>, Result<(), Threw>) {
    let mut args = [server.clone().into(), Value::bytes(data)];
    match command.callback.call(&mut args) {
        Ok(value) => {
            let answer = value.as_bytes().unwrap_or(WRONG_TYPE).to_vec();
            (answer, Ok(()))
        }
        Err(threw) => (FAILED.to_vec(), Err(threw)),
    }
}

/// A command has come.
pub fn run(server: &Obj, from: Station, packet: &[u8]) -> Verdict {
    let Some((ticket, rest)) = Ticket::of(packet) else {
        return Verdict::GoOn;
    };
    let mut reply = Reply {
        ticket,
        to: from,
        answer: None,
    };
    let found = name_and_data(rest).and_then(|(name, data)| {
        let commands = server.native::<ServerObject>()?.commands.borrow();
        Some((Rc::clone(commands.get(name)?), data.to_vec()))
    });
    let Some((command, data)) = found else {
        return Verdict::GoOn;
    };
    let own = std::process::id().to_ne_bytes();
    send(from, note::BEGUN, &ticket.with(&[&own]));
    let server = server.clone();
    runtime::call(move || {
        let (answer, outcome) = call(&server, &command, &data);
        reply.answer = Some(answer);
        drop(reply);
        outcome
    })
}
