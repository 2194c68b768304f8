//! What `Swoole\Coroutine\Client::set()` changes in a socket.

use crate::php::coroutine::net::Endpoint;
use crate::php::coroutine::net::proxy::{Proxy, ProxyKind};
use crate::php::coroutine::socket;
use crate::php::server::settings::{Settings, size_of};
use crate::php::zend::{Array, Obj, PhpResult, errors};
use crate::php::{classes, last_error};

/// Applies settings to a client's socket. False, with a warning, if one of them is wrong.
pub fn apply(object: &Obj, given: &Array) -> PhpResult<bool> {
    let Some(endpoint) = socket::endpoint_of(object) else {
        return Ok(false);
    };
    let settings = Settings::new([given]);
    set_timeouts(&settings, &endpoint);
    let bound = bind(&settings, &endpoint);
    let sized = set_buffers(&settings, &endpoint);
    if let Some(on) = settings.bool("open_tcp_nodelay") {
        // A socket that does not know the option works without it.
        let _ = endpoint
            .stream
            .with_socket(|socket| socket.set_tcp_nodelay(on));
    }
    let ruled = socket::set_rules(object, given)?;
    let relayed = set_proxy(&settings, &endpoint)?;
    Ok(bound && sized && ruled && relayed)
}

fn set_timeouts(settings: &Settings<'_>, endpoint: &Endpoint) {
    let seconds = |name: &str| {
        let seconds = settings.get(name)?.to_double();
        (seconds != 0.0).then_some(seconds)
    };
    endpoint.change_timeouts(|timeouts| {
        timeouts.set_all(seconds("timeout").unwrap_or(0.0));
        timeouts.connect = seconds("connect_timeout").unwrap_or(timeouts.connect);
        timeouts.read = seconds("read_timeout").unwrap_or(timeouts.read);
        timeouts.write = seconds("write_timeout").unwrap_or(timeouts.write);
    });
}

fn bind(settings: &Settings<'_>, endpoint: &Endpoint) -> bool {
    let Some(address) = settings
        .text("bind_address")
        .filter(|text| !text.is_empty())
    else {
        return true;
    };
    let port = settings
        .int("bind_port")
        .unwrap_or(0)
        .clamp(0, u16::MAX.into());
    socket::bind_to(endpoint, address.as_bytes(), port).is_ok()
}

fn set_buffers(settings: &Settings<'_>, endpoint: &Endpoint) -> bool {
    let Some(value) = settings.get("socket_buffer_size") else {
        return true;
    };
    let size = size_of(value).unwrap_or(0);
    if size <= 0 {
        last_error::fatal(&format!(
            "socket buffer size must be greater than 0, got {size}"
        ));
        return false;
    }
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    // The kernel has limits of its own, and a socket works with any size.
    let _ = endpoint.stream.with_socket(|socket| {
        let _ = socket.set_recv_buffer_size(size);
        let _ = socket.set_send_buffer_size(size);
    });
    true
}

fn set_proxy(settings: &Settings<'_>, endpoint: &Endpoint) -> PhpResult<bool> {
    let kinds = [
        (ProxyKind::Socks5, "socks5", &["socks5_username"][..]),
        (
            ProxyKind::Http,
            "http_proxy",
            &["http_proxy_username", "http_proxy_user"][..],
        ),
    ];
    for (kind, name, users) in kinds {
        let Some(host) = settings.text(&format!("{name}_host")) else {
            continue;
        };
        if endpoint.stream.domain() == socket2::Domain::UNIX {
            return Err(errors::throw(
                classes::EXCEPTION.get(),
                &format!(
                    "Only tcp socket supports {} proxy settings",
                    if kind == ProxyKind::Http {
                        "http"
                    } else {
                        "socks5"
                    }
                ),
                last_error::OPERATION_NOT_SUPPORT.into(),
            ));
        }
        let Some(port) = settings.int(&format!("{name}_port")) else {
            last_error::fatal(&format!("{name}_port should not be null"));
            return Ok(false);
        };
        let user = users.iter().find_map(|name| settings.text(name));
        let password = settings.text(&format!("{name}_password"));
        let (login, valid) = match (user, password) {
            (None, _) => (None, true),
            (Some(user), Some(password)) if !user.is_empty() => {
                (Some((user.into_bytes(), password.into_bytes())), true)
            }
            _ => {
                last_error::fatal(&format!("{name}_password should not be null"));
                (None, false)
            }
        };
        endpoint.proxy.replace(Some(Proxy {
            kind,
            host: host.into_bytes(),
            port,
            login,
        }));
        return Ok(valid);
    }
    Ok(true)
}
