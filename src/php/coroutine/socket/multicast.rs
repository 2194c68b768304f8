//! Options of IPv4 and IPv6 that name interfaces and groups, with values as those of PHP's own sockets have them.

use std::ffi::CString;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use socket2::Socket;

use crate::php::coroutine::net::{Endpoint, Failure, option};
use crate::php::coroutine::timeout;
use crate::php::functions::network::{interface_address, interface_of};
use crate::php::last_error;
use crate::php::zend::{Array, PhpResult, Value, errors};

/// Sets an option of this kind. False, with a warning, if it cannot be set; `None` if it is of another kind.
pub fn set(endpoint: &Endpoint, level: i32, name: i32, value: &Value) -> PhpResult<Option<bool>> {
    let bytes = match (level, name) {
        (
            libc::IPPROTO_IP | libc::IPPROTO_IPV6,
            libc::MCAST_JOIN_GROUP
            | libc::MCAST_LEAVE_GROUP
            | libc::MCAST_BLOCK_SOURCE
            | libc::MCAST_UNBLOCK_SOURCE
            | libc::MCAST_JOIN_SOURCE_GROUP
            | libc::MCAST_LEAVE_SOURCE_GROUP,
        ) => group(endpoint, name, value)?,
        (libc::IPPROTO_IP, libc::IP_MULTICAST_IF) => index(value).and_then(address_bytes),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_LOOP) => Some(vec![value.truthy().into()]),
        (libc::IPPROTO_IP, libc::IP_MULTICAST_TTL) => {
            let ttl = within(value, 0)?;
            ttl.map(|ttl| vec![ttl as u8])
        }
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_IF) => {
            index(value).map(|index| index.to_ne_bytes().to_vec())
        }
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_LOOP) => Some(int(value.truthy().into())),
        (libc::IPPROTO_IPV6, libc::IPV6_MULTICAST_HOPS) => within(value, -1)?.map(int),
        (libc::IPPROTO_IPV6, libc::IPV6_PKTINFO) => packet_info_bytes(value)?,
        _ => return Ok(None),
    };
    let Some(bytes) = bytes else {
        return Ok(Some(false));
    };
    let set = endpoint
        .stream
        .with_socket(|socket| option::set(socket, level, name, &bytes))
        .and_then(|set| Ok(set?));
    if let Err(failure) = &set {
        refuse(failure);
    }
    Ok(Some(set.is_ok()))
}

fn refuse(failure: &Failure) {
    let code = failure.code();
    last_error::set(code);
    errors::warning(&format!(
        "unable to set socket option [{code}]: {}",
        failure.text()
    ));
}

fn int(value: i32) -> Vec<u8> {
    value.to_ne_bytes().to_vec()
}

/// A number of hops; `None`, with a warning, if it is none.
fn within(value: &Value, least: i64) -> PhpResult<Option<i32>> {
    let number = value.to_long();
    if (least..=255).contains(&number) {
        return Ok(Some(number as i32));
    }
    errors::warning(&format!("Expected a value between {least} and 255"));
    Ok(None)
}

/// The interface that a value names or numbers; `None`, with a warning, if there is none.
fn index(value: &Value) -> Option<u32> {
    if let Some(number) = value.as_long() {
        let index = u32::try_from(number).ok();
        if index.is_none() {
            errors::warning(&format!(
                "the interface index cannot be negative or larger than {}; given {number}",
                u32::MAX
            ));
        }
        return index;
    }
    let name = value.to_zstr()?;
    let index = index_of(name.as_bytes());
    if index.is_none() {
        errors::warning(&format!(
            "no interface with name \"{}\" could be found",
            String::from_utf8_lossy(name.as_bytes())
        ));
    }
    index
}

fn index_of(name: &[u8]) -> Option<u32> {
    let name = CString::new(name).ok()?;
    // SAFETY: reads a C string.
    let index = unsafe { libc::if_nametoindex(name.as_ptr()) };
    (index != 0).then_some(index)
}

fn name_of(index: u32) -> Option<Vec<u8>> {
    let mut name = [0_u8; libc::IF_NAMESIZE];
    // SAFETY: the buffer has the size that the function asks for; it writes a C string.
    let found = unsafe { libc::if_indextoname(index, name.as_mut_ptr().cast()) };
    if found.is_null() {
        return None;
    }
    let end = name.iter().position(|&byte| byte == 0)?;
    Some(name[..end].to_vec())
}

/// The address by which IPv4 knows an interface; 0 is any.
fn address_bytes(index: u32) -> Option<Vec<u8>> {
    let address = if index == 0 {
        Some(Ipv4Addr::UNSPECIFIED)
    } else {
        name_of(index).and_then(|name| interface_address(&name))
    };
    if address.is_none() {
        errors::warning(&format!(
            "Failed obtaining address for interface {index}: error {}",
            libc::ENODEV
        ));
    }
    address.map(|address| address.octets().to_vec())
}

/// The interface that multicasts of IPv4 leave by; 0 is any.
pub fn interface(socket: &Socket) -> io::Result<Value> {
    let address = socket.multicast_if_v4()?;
    if address.is_unspecified() {
        return Ok(Value::long(0));
    }
    match interface_of(address).and_then(|name| index_of(&name)) {
        Some(index) => Ok(Value::long(index.into())),
        None => {
            errors::warning(&format!(
                "The interface with IP address {address} was not found"
            ));
            Ok(Value::bool(false))
        }
    }
}

/// A `group_req`, or a `group_source_req` where the option has a source.
fn group(endpoint: &Endpoint, name: i32, value: &Value) -> PhpResult<Option<Vec<u8>>> {
    let array = value.as_array().unwrap_or_default();
    let Some(group) = address(endpoint, &array, "group")? else {
        return Ok(None);
    };
    let with_source = !matches!(name, libc::MCAST_JOIN_GROUP | libc::MCAST_LEAVE_GROUP);
    let source = match with_source {
        false => None,
        true => match address(endpoint, &array, "source")? {
            None => return Ok(None),
            source => source,
        },
    };
    let interface = match array.get(b"interface") {
        None => Some(0),
        Some(value) => index(value),
    };
    let Some(interface) = interface else {
        return Ok(None);
    };
    // An interface, and then addresses in storage that is aligned for any of them.
    let mut bytes = vec![0; align_of::<libc::sockaddr_storage>().max(4)];
    bytes[..4].copy_from_slice(&interface.to_ne_bytes());
    for address in [Some(group), source].into_iter().flatten() {
        bytes.extend_from_slice(&storage(address));
    }
    Ok(Some(bytes))
}

/// An address of an option's array, looked up if it is a name. `None`, with a warning, if there is none.
fn address(endpoint: &Endpoint, array: &Array, key: &str) -> PhpResult<Option<IpAddr>> {
    let Some(host) = array.get(key.as_bytes()).and_then(Value::to_zstr) else {
        errors::warning(&format!("no key \"{key}\" passed in optval"));
        return Ok(None);
    };
    let lookup = timeout(endpoint.timeouts.get().lookup);
    let found = endpoint.stream.find(host.as_bytes(), 0, lookup)?;
    match found.map(|address| address.as_socket()) {
        Ok(Some(address)) => Ok(Some(address.ip())),
        Ok(None) => {
            errors::warning("IP address used in the context of an unexpected type of socket");
            Ok(None)
        }
        Err(failure) => {
            let (code, text) = (failure.code(), failure.text());
            errors::warning(&format!("Host lookup failed [{code}]: {text}"));
            Ok(None)
        }
    }
}

/// A `sockaddr_storage` with an address and no port.
fn storage(address: IpAddr) -> [u8; size_of::<libc::sockaddr_storage>()] {
    let mut bytes = [0; size_of::<libc::sockaddr_storage>()];
    let (family, at, octets) = match address {
        IpAddr::V4(ip) => (libc::AF_INET, 4, ip.octets().to_vec()),
        IpAddr::V6(ip) => (libc::AF_INET6, 8, ip.octets().to_vec()),
    };
    bytes[..2].copy_from_slice(&(family as libc::sa_family_t).to_ne_bytes());
    bytes[at..at + octets.len()].copy_from_slice(&octets);
    bytes
}

/// An `in6_pktinfo` from an array with `addr` and `ifindex`. `None`, with a warning, if one is missing or wrong.
fn packet_info_bytes(value: &Value) -> PhpResult<Option<Vec<u8>>> {
    let array = value.as_array().unwrap_or_default();
    let address = array
        .get(b"addr")
        .and_then(Value::as_bytes)
        .and_then(|text| std::str::from_utf8(text).ok())
        .and_then(|text| text.parse::<Ipv6Addr>().ok());
    let Some(address) = address else {
        errors::warning("no IPv6 address in key \"addr\" of optval");
        return Ok(None);
    };
    let Some(value) = array.get(b"ifindex") else {
        errors::warning("no key \"ifindex\" passed in optval");
        return Ok(None);
    };
    Ok(index(value).map(|index| [&address.octets()[..], &index.to_ne_bytes()].concat()))
}

/// The address and the interface that datagrams of IPv6 are sent from.
pub fn packet_info(socket: &Socket) -> io::Result<Array> {
    let mut info = [0; 20];
    let len = option::get(socket, libc::IPPROTO_IPV6, libc::IPV6_PKTINFO, &mut info)?;
    if len < info.len() {
        // An old kernel does not know it.
        return Err(io::Error::from_raw_os_error(libc::ENOPROTOOPT));
    }
    let mut address = [0; 16];
    address.copy_from_slice(&info[..16]);
    let address = Ipv6Addr::from(address).to_string();
    let index = u32::from_ne_bytes([info[16], info[17], info[18], info[19]]);
    let mut array = Array::new();
    array.set(b"addr", Value::bytes(address.as_bytes()));
    array.set(b"ifindex", Value::long(index.into()));
    Ok(array)
}
