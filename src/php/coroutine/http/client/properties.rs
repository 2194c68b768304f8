//! The properties of a client: where they lie, and how what went wrong shows in them.

use std::sync::OnceLock;

use crate::php::coroutine::net::Failure;
use crate::php::zend::object::Slot;
use crate::php::zend::{Obj, Value};
use crate::php::{classes, last_error};

/// Values of `statusCode` when there is no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoStatus {
    /// `SWOOLE_HTTP_CLIENT_ESTATUS_CONNECT_FAILED`
    ConnectFailed = -1,
    /// `SWOOLE_HTTP_CLIENT_ESTATUS_REQUEST_TIMEOUT`
    RequestTimeout = -2,
    /// `SWOOLE_HTTP_CLIENT_ESTATUS_SERVER_RESET`
    ServerReset = -3,
    /// `SWOOLE_HTTP_CLIENT_ESTATUS_SEND_FAILED`
    SendFailed = -4,
}

macro_rules! slots {
    ($($field:ident = $name:literal;)*) => {
        /// Where the properties lie.
        pub struct Slots {
            $(#[doc = concat!("`$", $name, "`")] pub $field: Slot,)*
        }

        /// Where the properties lie.
        pub fn slots() -> &'static Slots {
            static SLOTS: OnceLock<Slots> = OnceLock::new();
            SLOTS.get_or_init(|| {
                let class = classes::COROUTINE_HTTP_CLIENT.get();
                // SAFETY: the class is registered. Stubs and code are made of the same tree, so the properties exist.
                let find = |name| unsafe { Slot::find(class, name) }.expect("declared in php-stubs");
                Slots { $($field: find($name),)* }
            })
        }
    };
}

slots! {
    err_code = "errCode";
    err_msg = "errMsg";
    connected = "connected";
    host = "host";
    port = "port";
    ssl = "ssl";
    setting = "setting";
    request_method = "requestMethod";
    request_headers = "requestHeaders";
    request_body = "requestBody";
    cookies = "cookies";
    upload_files = "uploadFiles";
    download_file = "downloadFile";
    download_offset = "downloadOffset";
    status_code = "statusCode";
    headers = "headers";
    set_cookie_headers = "set_cookie_headers";
    body = "body";
    socket = "socket";
}

/// Shows an error in `errCode` and `errMsg`, and as the last error.
pub fn set_error(client: &Obj, failure: &Failure) {
    last_error::set(failure.code());
    let slots = slots();
    client.set_slot(slots.err_code, Value::long(failure.code().into()));
    client.set_slot(slots.err_msg, Value::bytes(failure.text().as_bytes()));
}

/// Shows that there is no response, and why.
pub fn set_failed(client: &Obj, failure: &Failure, status: NoStatus) {
    set_error(client, failure);
    set_status(client, status as i64);
}

/// Shows a status.
pub fn set_status(client: &Obj, status: i64) {
    client.set_slot(slots().status_code, Value::long(status));
}

/// Shows that nothing is wrong, before a request.
pub fn clear_error(client: &Obj) {
    let slots = slots();
    client.set_slot(slots.err_code, Value::long(0));
    client.set_slot(slots.err_msg, Value::bytes(b""));
    client.set_slot(slots.status_code, Value::long(0));
}
