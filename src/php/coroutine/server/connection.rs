//! `Swoole\Coroutine\Server\Connection`: what the server's handler gets, a thin cover of the connection's socket.

use std::sync::OnceLock;

use crate::php::classes;
use crate::php::coroutine::socket::{self, slot};
use crate::php::zend::object::Slot;
use crate::php::zend::{Call, Obj, PhpResult, Thrown, Value, errors};

fn socket_slot() -> Slot {
    static SOCKET: OnceLock<Slot> = OnceLock::new();
    *SOCKET.get_or_init(|| slot(classes::COROUTINE_SERVER_CONNECTION.get(), "socket"))
}

/// A connection for a socket's object.
pub fn wrap(socket: Obj) -> Obj {
    // SAFETY: the class is registered and concrete.
    let object = unsafe { Obj::new(classes::COROUTINE_SERVER_CONNECTION.get()) };
    object.set_slot(socket_slot(), socket);
    object
}

/// `Swoole\Coroutine\Server\Connection::__construct`
pub fn construct(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let Some(value) = call.arg(0) else {
        return Ok(());
    };
    match value.as_object() {
        Some(object) if object.instance_of(classes::COROUTINE_SOCKET.get()) => {
            call.this().set_slot(socket_slot(), object);
            Ok(())
        }
        _ => Err(call.type_error_text(
            0,
            &format!(
                "must be of type Swoole\\Coroutine\\Socket, {} given",
                value.type_name()
            ),
        )),
    }
}

/// Calls a method of the socket, which a subclass may have replaced.
fn forward(call: &mut Call<'_>, method: &str, mut args: Vec<Value>) -> PhpResult {
    let this = call.this();
    let Some(socket) = this.slot(socket_slot()).as_object() else {
        let text = format!("Call to a member function {method}() on null");
        return Err(errors::throw_error(&text));
    };
    let result = socket.call_method(method, &mut args);
    call.ret(result.map_err(|_| Thrown)?)
}

/// `Swoole\Coroutine\Server\Connection::recv`
pub fn recv(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let timeout = call.double_or(0, 0.0)?;
    match plain(call) {
        Some(object) => {
            let received = socket::recv_packet_of(&object, timeout)?;
            call.ret(received)
        }
        None => forward(call, "recvPacket", vec![Value::double(timeout)]),
    }
}

/// `Swoole\Coroutine\Server\Connection::send`
pub fn send(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let data = call.str(0)?;
    match plain(call) {
        Some(object) => {
            let sent = socket::send_all_of(&object, data.as_bytes())?;
            call.ret(sent)
        }
        None => forward(call, "sendAll", vec![data.into()]),
    }
}

/// The socket, if its methods are the class's own: they need not be looked up then.
fn plain(call: &Call<'_>) -> Option<Obj> {
    let object = call.this().slot(socket_slot()).as_object()?;
    object
        .is_exactly(classes::COROUTINE_SOCKET.get())
        .then_some(object)
}

/// `Swoole\Coroutine\Server\Connection::close`
pub fn close(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    forward(call, "close", Vec::new())
}

/// `Swoole\Coroutine\Server\Connection::exportSocket`
pub fn export_socket(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let socket = call.this().slot(socket_slot()).clone();
    call.ret(socket)
}
