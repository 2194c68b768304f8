//! `Swoole\Coroutine\Socket::setProtocol()` and the settings of the client and the server that are the same: how packets
//! are told apart.

use std::rc::Rc;

use super::{Socket, endpoint_of, open};
use crate::php::coroutine::net::framing::{self, Framing, LengthRule, MAX_END, MAX_LENGTH};
use crate::php::server::settings::{Settings, size_of};
use crate::php::zend::bailout::protect;
use crate::php::zend::sys::E_ERROR;
use crate::php::zend::{Array, Call, Callback, Obj, PhpResult, Thrown, Value, errors};
use crate::php::{classes, last_error};

/// `Swoole\Coroutine\Socket::setProtocol`
pub fn set_protocol(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let settings = call.array(0)?;
    if open(call)?.is_none() {
        return Ok(());
    }
    if settings.is_empty() {
        return call.ret_bool(false);
    }
    let valid = set_rules(&call.this(), &settings)?;
    call.ret_bool(valid)
}

/// Refuses TLS, which is not built yet.
pub fn refuse_tls() -> Thrown {
    errors::throw(
        classes::EXCEPTION.get(),
        "TLS is not supported yet by swoole-rs",
        libc::EPROTONOSUPPORT.into(),
    )
}

/// Applies settings to the socket of an object of the class. False, with a warning, if one of them is wrong.
pub fn set_rules(object: &Obj, settings: &Array) -> PhpResult<bool> {
    let (Some(socket), Some(endpoint)) = (object.native::<Socket>(), endpoint_of(object)) else {
        return Ok(false);
    };
    let settings = Settings::new([settings]);
    if settings.bool("open_ssl") == Some(true) {
        return Err(refuse_tls());
    }
    if settings.bool("open_http2_protocol") == Some(true) {
        return Err(errors::throw(
            classes::EXCEPTION.get(),
            "HTTP/2 is not supported yet by swoole-rs",
            libc::EPROTONOSUPPORT.into(),
        ));
    }
    let mut framing = (*endpoint.framing()).clone();
    set_end(&settings, &mut framing)?;
    set_known_protocols(&settings, &mut framing);
    let mut valid = set_length_field(&settings, &mut framing)?;
    let function = length_function(&settings, &mut framing)?;
    framing.max_length = match settings.get("package_max_length") {
        None => MAX_LENGTH,
        Some(value) => match size_of(value) {
            Some(size) => size.clamp(0, u32::MAX.into()) as usize,
            None => {
                last_error::fatal("package_max_length is no number of bytes");
                valid = false;
                framing.max_length
            }
        },
    };
    endpoint.set_framing(framing);
    if let Some(function) = function {
        let old = socket.length_function.replace(Some(function));
        drop(old);
    }
    if errors::pending() {
        return Err(Thrown);
    }
    Ok(valid)
}

fn set_end(settings: &Settings<'_>, framing: &mut Framing) -> PhpResult {
    if let Some(on) = settings.bool("open_eof_check") {
        framing.by_end = on;
    }
    if settings.bool("open_eof_split") == Some(true) {
        framing.by_end = true;
    }
    if let Some(value) = settings.get("package_eof") {
        let end = value.convert_to_zstr()?;
        let end = end.as_bytes();
        if end.is_empty() {
            return Err(fatal("package_eof cannot be an empty string"));
        }
        if end.len() > MAX_END {
            return Err(fatal(&format!("package_eof max length is {MAX_END}")));
        }
        framing.end = end.to_vec();
    }
    Ok(())
}

fn set_known_protocols(settings: &Settings<'_>, framing: &mut Framing) {
    for (name, rule) in [
        ("open_fastcgi_protocol", LengthRule::FastCgi),
        ("open_mqtt_protocol", LengthRule::Mqtt),
        ("open_length_check", LengthRule::Field),
    ] {
        if let Some(on) = settings.bool(name) {
            framing.by_length = on;
            if on {
                framing.rule = rule;
            }
        }
    }
}

fn set_length_field(settings: &Settings<'_>, framing: &mut Framing) -> PhpResult<bool> {
    let mut valid = true;
    if let Some(value) = settings.get("package_length_type") {
        let form = value.convert_to_zstr()?;
        let form = form.as_bytes().first().copied().unwrap_or(0);
        framing.form = form;
        if framing::size_of(form) == 0 {
            last_error::fatal(&format!(
                "Unknown package_length_type name '{}', see pack(). Link: https://php.net/pack",
                char::from(form)
            ));
            valid = false;
        }
    }
    let offset = |name: &str| {
        let value = settings.int(name)?;
        Some(value.clamp(0, u16::MAX.into()) as usize)
    };
    if let Some(offset) = offset("package_length_offset") {
        framing.offset = offset;
    }
    if let Some(offset) = offset("package_body_offset") {
        framing.body_offset = offset;
    }
    Ok(valid)
}

fn length_function(
    settings: &Settings<'_>,
    framing: &mut Framing,
) -> PhpResult<Option<Rc<Callback>>> {
    let Some(value) = settings.get("package_length_func") else {
        return Ok(None);
    };
    let Ok(function) = Callback::new(value) else {
        let name = Callback::describe(value);
        last_error::fatal(&format!("function '{name}' is not callable"));
        return Ok(None);
    };
    let function = Rc::new(function);
    framing.rule = rule(&function);
    Ok(Some(function))
}

fn rule(function: &Rc<Callback>) -> LengthRule {
    let function = Rc::clone(function);
    LengthRule::Function(Rc::new(move |head| {
        match protect(|| function.call(&mut [Value::bytes(head)])) {
            Some(Ok(length)) => Ok(length.to_long()),
            Some(Err(_)) | None => Err(Thrown),
        }
    }))
}

/// Gives an accepted connection a function of its own: PHP's cycle collector counts owners.
pub(super) fn inherit_function(from: &Socket, to: &Socket) {
    let inherited = from.length_function.borrow().clone();
    let (Some(inherited), Some(endpoint)) = (inherited, to.endpoint.get()) else {
        return;
    };
    // What can be called once can be called again.
    let Ok(own) = Callback::new(inherited.callable()) else {
        return;
    };
    let own = Rc::new(own);
    let mut framing = (*endpoint.framing()).clone();
    framing.rule = rule(&own);
    endpoint.set_framing(framing);
    to.length_function.replace(Some(own));
}

fn fatal(text: &str) -> Thrown {
    last_error::set(last_error::PHP_FATAL_ERROR);
    errors::raise(E_ERROR, text);
    Thrown
}
