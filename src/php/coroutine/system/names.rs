//! Host names as the operating system resolves them, /etc/hosts and its other sources included: a thread asks, because
//! that blocks. `gethostbyname()` and `getaddrinfo()`, and the hosts that coroutines connect to.

use std::ffi::{CString, c_int};
use std::net::IpAddr;
use std::time::{Duration, Instant};

use super::{cache, settings};
use crate::engine::blocking::AtEnd;
use crate::engine::resolve::Lookup;
use crate::php::coroutine::{blocking, timeout};
use crate::php::zend::{Array, Call, PhpResult, Value};
use crate::php::{last_error, sched};

/// The address of a host of this family, `AF_INET` or `AF_INET6`; the error is Swoole's code. Addresses are taken as they
/// are, and answers are kept for a while; only else a thread is asked, and the running coroutine waits.
pub fn resolve(
    host: &[u8],
    family: c_int,
    limit: Option<Duration>,
) -> PhpResult<Result<IpAddr, i32>> {
    const FAILED: i32 = last_error::DNSLOOKUP_RESOLVE_FAILED;
    let numeric = std::str::from_utf8(host).ok();
    if let Some(address) = numeric.and_then(|text| text.parse::<IpAddr>().ok()) {
        let fits = address.is_ipv4() == (family == libc::AF_INET);
        return Ok(if fits { Ok(address) } else { Err(FAILED) });
    }
    if host.is_empty() {
        return Ok(Err(FAILED));
    }
    let life = settings::life_of_system();
    if life.capacity > 0
        && let Some(kept) = cache::of_system(|cache| cache.get(family, host, Instant::now()))
    {
        return Ok(Ok(kept));
    }
    let Ok(name) = CString::new(host) else {
        return Ok(Err(FAILED));
    };
    let lookup = Lookup {
        host: name,
        service: CString::default(),
        family,
        kind: libc::SOCK_STREAM,
        protocol: 0,
    };
    let found = match blocking::run(AtEnd::Abandon, limit, move || lookup.run())? {
        Ok(found) => found.ok().and_then(|all| all.first().copied()),
        Err(stopped) => return Ok(Err(stopped.code())),
    };
    if let Some(address) = found {
        // As they are now: they may have been changed meanwhile.
        let life = settings::life_of_system();
        cache::of_system(|cache| cache.put(family, host, address, life, Instant::now()));
    }
    Ok(found.ok_or(FAILED))
}

/// The family of addresses that argument `index` asks for; `None`, with a warning, if it is neither.
fn family(call: &Call<'_>, index: u32) -> PhpResult<Option<c_int>> {
    let given = call.long_or(index, libc::AF_INET.into())?;
    let families = [libc::AF_INET, libc::AF_INET6];
    let family = families.into_iter().find(|&one| given == one.into());
    if family.is_none() {
        last_error::fatal("unknown protocol family, must be AF_INET or AF_INET6");
    }
    Ok(family)
}

/// `Swoole\Coroutine\System::gethostbyname`
pub fn gethostbyname(call: &mut Call<'_>) -> PhpResult {
    sched::require()?;
    call.expect_args(1, 3)?;
    let name = call.str(0)?;
    let limit = timeout(call.double_or(2, -1.0)?);
    if name.as_bytes().is_empty() {
        last_error::fatal("domain name is empty");
        return call.ret_bool(false);
    }
    let Some(family) = family(call, 1)? else {
        return call.ret_bool(false);
    };
    match resolve(name.as_bytes(), family, limit)? {
        Ok(address) => call.ret(Value::bytes(address.to_string().as_bytes())),
        Err(code) => {
            last_error::set(code);
            call.ret_bool(false)
        }
    }
}

/// `Swoole\Coroutine\System::getaddrinfo`
pub fn getaddrinfo(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 6)?;
    let name = call.str(0)?;
    let kind = call.long_or(2, libc::SOCK_STREAM.into())?;
    let protocol = call.long_or(3, libc::IPPROTO_TCP.into())?;
    let service = if call.num_args() > 4 {
        call.opt_str(4)?
    } else {
        None
    };
    let limit = timeout(call.double_or(5, -1.0)?);
    if name.as_bytes().is_empty() {
        last_error::fatal("hostname is empty");
        return call.ret_bool(false);
    }
    let Some(family) = family(call, 1)? else {
        return call.ret_bool(false);
    };
    sched::require()?;
    let service = service
        .as_ref()
        .map_or(&b""[..], |service| service.as_bytes());
    let number = |number: i64| c_int::try_from(number).unwrap_or(c_int::MAX);
    let result = match (CString::new(name.as_bytes()), CString::new(service)) {
        (Ok(host), Ok(service)) => {
            let lookup = Lookup {
                host,
                service,
                family,
                kind: number(kind),
                protocol: number(protocol),
            };
            blocking::run(AtEnd::Abandon, limit, move || lookup.run())?
        }
        _ => Ok(Err(libc::EAI_NONAME)),
    };
    match result {
        Ok(Ok(found)) => {
            let mut all = Array::with_capacity(found.len());
            for address in found {
                all.push(Value::bytes(address.to_string().as_bytes()));
            }
            return call.ret(all);
        }
        Ok(Err(error)) => last_error::set(error),
        Err(stopped) => last_error::set(stopped.code()),
    }
    call.ret_bool(false)
}
