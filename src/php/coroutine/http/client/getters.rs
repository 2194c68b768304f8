//! What a client tells of itself and of the last response.

use super::properties::{self, slots};
use super::{Client, connected};
use crate::php::coroutine::net::Failure;
use crate::php::coroutine::socket;
use crate::php::last_error;
use crate::php::zend::object::Slot;
use crate::php::zend::{Call, PhpResult, ZStr};

/// `Swoole\Coroutine\Http\Client::getDefer`
pub fn get_defer(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let defer = call.native::<Client>().defer.get();
    call.ret_bool(defer)
}

/// Returns a property.
fn ret_property(call: &mut Call<'_>, slot: Slot) -> PhpResult {
    call.expect_args(0, 0)?;
    let value = call.this().slot(slot).clone();
    call.ret(value)
}

/// `Swoole\Coroutine\Http\Client::getBody`
pub fn get_body(call: &mut Call<'_>) -> PhpResult {
    ret_property(call, slots().body)
}

/// `Swoole\Coroutine\Http\Client::getHeaders`
pub fn get_headers(call: &mut Call<'_>) -> PhpResult {
    ret_property(call, slots().headers)
}

/// `Swoole\Coroutine\Http\Client::getCookies`
pub fn get_cookies(call: &mut Call<'_>) -> PhpResult {
    ret_property(call, slots().cookies)
}

/// `Swoole\Coroutine\Http\Client::getStatusCode`
pub fn get_status_code(call: &mut Call<'_>) -> PhpResult {
    ret_property(call, slots().status_code)
}

/// `Swoole\Coroutine\Http\Client::getHeaderOut`
pub fn get_header_out(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let head = call.native::<Client>().head_out.borrow().clone();
    if head.is_empty() {
        return call.ret_bool(false);
    }
    call.ret(ZStr::new(&head))
}

/// `Swoole\Coroutine\Http\Client::getsockname`
pub fn getsockname(call: &mut Call<'_>) -> PhpResult {
    ret_address(call, socket2::Socket::local_addr)
}

/// `Swoole\Coroutine\Http\Client::getpeername`
pub fn getpeername(call: &mut Call<'_>) -> PhpResult {
    ret_address(call, socket2::Socket::peer_addr)
}

fn ret_address(
    call: &mut Call<'_>,
    ask: impl FnOnce(&socket2::Socket) -> std::io::Result<socket2::SockAddr>,
) -> PhpResult {
    call.expect_args(0, 0)?;
    let Some(connection) = connected(call)? else {
        return call.ret_bool(false);
    };
    match connection.endpoint.address(ask) {
        Ok(address) => call.ret(socket::name(&address)),
        Err(failure) => {
            properties::set_error(&call.this(), &failure);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Coroutine\Http\Client::getPeerCert`: there is no TLS that could have one.
pub fn get_peer_cert(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    if connected(call)?.is_some() {
        let failure = Failure::new(last_error::SSL_EMPTY_PEER_CERTIFICATE);
        properties::set_error(&call.this(), &failure);
    }
    call.ret_bool(false)
}
