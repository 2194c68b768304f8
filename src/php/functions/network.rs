//! The addresses of this machine's network interfaces.

use std::collections::BTreeMap;
use std::ffi::CStr;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ptr;

use crate::php::last_error;
use crate::php::zend::{Array, Call, PhpResult, Value};

/// `swoole_get_local_ip()`: the address of each interface that is up, loopback left out.
pub fn swoole_get_local_ip(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let family = call.long_or(0, libc::AF_INET.into())?;
    let mut addresses = Array::new();
    for interface in interfaces() {
        let text = match interface.address {
            Address::V4(ip) if family == libc::AF_INET.into() && !ip.is_loopback() => {
                ip.to_string()
            }
            Address::V6(ip) if family == libc::AF_INET6.into() && !ip.is_loopback() => {
                ip.to_string()
            }
            _ => continue,
        };
        if interface.flags & libc::IFF_UP as u32 != 0 {
            addresses.set(&interface.name, Value::bytes(text.as_bytes()));
        }
    }
    call.ret(addresses)
}

/// `swoole_get_local_mac()`: the hardware address of each interface that has an IPv4 address, loopback left out.
pub fn swoole_get_local_mac(call: &mut Call<'_>) -> PhpResult {
    let interfaces = interfaces();
    let hardware: BTreeMap<&[u8], [u8; 6]> = interfaces
        .iter()
        .filter_map(|interface| match interface.address {
            Address::Hardware(mac) => Some((interface.name.as_slice(), mac)),
            _ => None,
        })
        .collect();
    let mut addresses = Array::new();
    for interface in &interfaces {
        let is_ip = matches!(interface.address, Address::V4(_));
        if !is_ip || interface.flags & libc::IFF_LOOPBACK as u32 != 0 {
            continue;
        }
        if let Some([a, b, c, d, e, f]) = hardware.get(interface.name.as_slice()) {
            let text = format!("{a:02X}:{b:02X}:{c:02X}:{d:02X}:{e:02X}:{f:02X}");
            addresses.set(&interface.name, Value::bytes(text.as_bytes()));
        }
    }
    call.ret(addresses)
}

/// The first IPv4 address of an interface; `None` if it has none.
pub fn interface_address(name: &[u8]) -> Option<Ipv4Addr> {
    interfaces().into_iter().find_map(|one| match one.address {
        Address::V4(ip) if one.name == name => Some(ip),
        _ => None,
    })
}

/// The name of the interface that has an IPv4 address.
pub fn interface_of(address: Ipv4Addr) -> Option<Vec<u8>> {
    interfaces().into_iter().find_map(|one| match one.address {
        Address::V4(ip) if ip == address => Some(one.name),
        _ => None,
    })
}

/// One address of an interface; an interface has several.
struct Interface {
    name: Vec<u8>,
    flags: u32,
    address: Address,
}

enum Address {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
    Hardware([u8; 6]),
}

/// All addresses of all interfaces; none, with a warning, when the system does not tell.
fn interfaces() -> Vec<Interface> {
    let mut list = ptr::null_mut();
    // SAFETY: on success getifaddrs sets the pointer to a list that is ours until freeifaddrs.
    if unsafe { libc::getifaddrs(&raw mut list) } != 0 {
        let errno = io::Error::last_os_error().raw_os_error().unwrap_or(0);
        let reason = last_error::system_sentence(errno);
        last_error::warning_of(
            errno,
            &format!("getifaddrs() failed, Error: {reason}[{errno}]"),
        );
        return Vec::new();
    }
    let mut interfaces = Vec::new();
    let mut next: *const libc::ifaddrs = list;
    // SAFETY: each entry is live until the list is freed, below, and so are its name and its address.
    unsafe {
        while let Some(entry) = next.as_ref() {
            if let Some(address) = address(entry.ifa_addr) {
                let name = CStr::from_ptr(entry.ifa_name).to_bytes().to_vec();
                interfaces.push(Interface {
                    name,
                    flags: entry.ifa_flags,
                    address,
                });
            }
            next = entry.ifa_next;
        }
        libc::freeifaddrs(list);
    }
    interfaces
}

/// # Safety
/// Null, or a live address of the length that its family has.
unsafe fn address(address: *const libc::sockaddr) -> Option<Address> {
    // SAFETY: the caller's promise; the family says what the address is. Reads are unaligned, as nothing is promised.
    unsafe {
        if address.is_null() {
            return None;
        }
        match libc::c_int::from(ptr::read_unaligned(&raw const (*address).sa_family)) {
            libc::AF_INET => {
                let v4 = ptr::read_unaligned(address.cast::<libc::sockaddr_in>());
                Some(Address::V4(Ipv4Addr::from(u32::from_be(
                    v4.sin_addr.s_addr,
                ))))
            }
            libc::AF_INET6 => {
                let v6 = ptr::read_unaligned(address.cast::<libc::sockaddr_in6>());
                Some(Address::V6(Ipv6Addr::from(v6.sin6_addr.s6_addr)))
            }
            libc::AF_PACKET => {
                let [a, b, c, d, e, f, ..] =
                    ptr::read_unaligned(address.cast::<libc::sockaddr_ll>()).sll_addr;
                Some(Address::Hardware([a, b, c, d, e, f]))
            }
            _ => None,
        }
    }
}
