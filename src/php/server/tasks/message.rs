//! `Swoole\Server::sendMessage()` and `onPipeMessage`.

use std::rc::Rc;

use super::packet::{Data, Header, value_of};
use super::work::Latest;
use super::{Desk, give, note, outlet};
use crate::engine::log::Level;
use crate::engine::shared::exchange::Station;
use crate::php::runtime::{self, Verdict};
use crate::php::server::events::ServerEvent;
use crate::php::server::post::Duty;
use crate::php::server::{native, object_property, status};
use crate::php::zend::callback::Threw;
use crate::php::zend::{Call, Callback, Obj, PhpResult, Value};
use crate::php::{classes, last_error};

/// `Swoole\Server::sendMessage`
pub fn send_message(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let Some(post) = status::running(call)? else {
        return call.ret_bool(false);
    };
    if native(call)?
        .callbacks
        .get(ServerEvent::PipeMessage)
        .is_none()
    {
        last_error::fatal("onPipeMessage is null, can't use sendMessage");
        return call.ret_bool(false);
    }
    let number = call.long(1)?;
    let own = match post.duty {
        Duty::Crew(own) => Some(own as i64),
        Duty::Everything => Some(0),
        Duty::Master | Duty::Manager => None,
    };
    if Some(number) == own {
        last_error::fatal("can't send messages to self");
        return call.ret_bool(false);
    }
    let board = post.board.as_ref();
    let count = board.map_or(1, |board| board.crew().workers + board.crew().task_workers);
    let to = usize::try_from(number)
        .ok()
        .filter(|&number| number < count);
    let (Some(to), Some(board)) = (to, board) else {
        last_error::fatal(&format!("worker_id[{number}] is invalid"));
        return call.ret_bool(false);
    };
    let data = match call.arg(0) {
        Some(value) => Data::of(value)?,
        None => return call.ret_bool(false),
    };
    let packet = Header::now(0, std::process::id(), 0).with(&data);
    let sent = outlet::send(board.cluster(), to, note::MESSAGE, &packet).is_ok();
    if !sent {
        last_error::report(
            Level::Warning,
            last_error::SERVER_SEND_TO_WOKER_TIMEOUT,
            "Server::sendMessage",
            format!(
                "send {} bytes to worker#{to} failed: too much waits for it",
                data.len()
            ),
        );
    }
    call.ret_bool(sent)
}

/// A message has come.
pub fn received(desk: &Rc<Desk>, from: Station, packet: Vec<u8>) -> Verdict {
    let Some(callback) = desk.callbacks.get(ServerEvent::PipeMessage) else {
        return Verdict::GoOn;
    };
    desk.latest.replace(Latest::Message);
    let by = give::worker_at(desk, from);
    let desk = Rc::clone(desk);
    runtime::call(move || event(&desk, &callback, by, &packet))
}

fn event(desk: &Desk, callback: &Callback, by: i64, packet: &[u8]) -> Result<(), Threw> {
    let (Some(header), Some(data)) = (Header::of(packet), value_of(packet).map_err(|_| Threw)?)
    else {
        return Ok(());
    };
    let this = desk.this.clone().into();
    if !desk.event_objects {
        return callback.run(&mut [this, Value::long(by), data]);
    }
    // SAFETY: the class is registered and concrete.
    let event = unsafe { Obj::new(classes::PIPE_MESSAGE.get()) };
    let set = |name: &str, value: Value| {
        event.set_slot(object_property(classes::PIPE_MESSAGE.get(), name), value);
    };
    set("worker_id", Value::long(by));
    set("source_worker_id", Value::long(by));
    set("dispatch_time", Value::double(header.time));
    set("data", data);
    callback.run(&mut [this, event.into()])
}
