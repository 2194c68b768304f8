//! `swoole_coroutine_socketpair()`.

use std::rc::Rc;

use socket2::{Domain, Protocol, Socket, Type};

use crate::php::coroutine::net::{Endpoint, Failure, Stream};
use crate::php::last_error;
use crate::php::zend::{Array, Call, PhpResult};

/// `swoole_coroutine_socketpair`
pub fn swoole_coroutine_socketpair(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(3, 3)?;
    let (domain, kind, protocol) = (call.long(0)?, call.long(1)?, call.long(2)?);
    match pair(domain, kind, protocol) {
        Ok(ends) => {
            let mut array = Array::new();
            for end in ends {
                array.push(super::object(Rc::new(end), 0).into());
            }
            call.ret(array)
        }
        Err(failure) => {
            let code = failure.code();
            let text = format!("failed to create socket, Error: {}[{code}]", failure.text());
            last_error::warning_of(code, &text);
            call.ret_bool(false)
        }
    }
}

fn pair(domain: i64, kind: i64, protocol: i64) -> Result<[Endpoint; 2], Failure> {
    let int = |value: i64| i32::try_from(value).map_err(|_| Failure::new(libc::EINVAL));
    let domain = Domain::from(int(domain)?);
    let kind = Type::from(int(kind)?).cloexec();
    let protocol = int(protocol)?;
    let protocol = (protocol != 0).then(|| Protocol::from(protocol));
    let (one, other) = Socket::pair_raw(domain, kind, protocol)?;
    Ok([
        Endpoint::new(Stream::from_socket(one)?),
        Endpoint::new(Stream::from_socket(other)?),
    ])
}
