//! Host names and addresses, as the operating system resolves them. These calls block: see [`super::blocking`].

use std::ffi::{CString, c_int};
use std::io::{self, BufRead, BufReader};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ptr;

/// Where servers listen for questions.
const DNS_PORT: u16 = 53;

/// What to resolve, in the terms of getaddrinfo(3).
#[derive(Debug, Clone)]
pub struct Lookup {
    /// The host.
    pub host: CString,
    /// The service or the number of a port; empty for none.
    pub service: CString,
    /// `AF_INET`, `AF_INET6` or `AF_UNSPEC`.
    pub family: c_int,
    /// `SOCK_STREAM` and the like; 0 for any.
    pub kind: c_int,
    /// `IPPROTO_TCP` and the like; 0 for any.
    pub protocol: c_int,
}

impl Lookup {
    /// All addresses, in the order of the system's preference. The error is that of getaddrinfo(3).
    pub fn run(&self) -> Result<Vec<IpAddr>, c_int> {
        // SAFETY: all-zero hints are valid ones. On success the list is ours until freeaddrinfo; its addresses are read
        // according to their family, unaligned, since nothing is promised.
        unsafe {
            let mut hints: libc::addrinfo = std::mem::zeroed();
            hints.ai_family = self.family;
            hints.ai_socktype = self.kind;
            hints.ai_protocol = self.protocol;
            let service = if self.service.is_empty() {
                ptr::null()
            } else {
                self.service.as_ptr()
            };
            let mut list = ptr::null_mut();
            let error =
                libc::getaddrinfo(self.host.as_ptr(), service, &raw const hints, &raw mut list);
            if error != 0 {
                return Err(error);
            }
            let mut found = Vec::new();
            let mut next: *const libc::addrinfo = list;
            while let Some(entry) = next.as_ref() {
                match entry.ai_family {
                    libc::AF_INET => {
                        let v4 = ptr::read_unaligned(entry.ai_addr.cast::<libc::sockaddr_in>());
                        let bits = u32::from_be(v4.sin_addr.s_addr);
                        found.push(Ipv4Addr::from_bits(bits).into());
                    }
                    libc::AF_INET6 => {
                        let v6 = ptr::read_unaligned(entry.ai_addr.cast::<libc::sockaddr_in6>());
                        found.push(Ipv6Addr::from(v6.sin6_addr.s6_addr).into());
                    }
                    _ => {}
                }
                next = entry.ai_next;
            }
            libc::freeaddrinfo(list);
            Ok(found)
        }
    }
}

/// The first DNS server that the system's configuration names, a file in the format of resolv.conf(5).
pub fn dns_server(configuration: &str) -> io::Result<Option<SocketAddr>> {
    let file = BufReader::new(std::fs::File::open(configuration)?);
    for line in file.lines() {
        let line = line?;
        let mut words = line.split_ascii_whitespace();
        if words.next() == Some("nameserver")
            && let Some(server) = words.next().and_then(parse_server)
        {
            return Ok(Some(server));
        }
    }
    Ok(None)
}

/// The server that `address`, or `address:port`, stands for; the port is 53 if none is given.
pub fn parse_server(text: &str) -> Option<SocketAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let host: IpAddr = text.trim_matches(['[', ']']).parse().ok()?;
        Some(SocketAddr::new(host, DNS_PORT))
    })
}

/// A number that nobody can guess.
pub fn unguessable() -> io::Result<u16> {
    let mut bytes = [0; 2];
    // SAFETY: the buffer is writable for its length; so few bytes come at once.
    let count = unsafe { libc::getrandom(bytes.as_mut_ptr().cast(), bytes.len(), 0) };
    if usize::try_from(count) == Ok(bytes.len()) {
        Ok(u16::from_ne_bytes(bytes))
    } else {
        Err(io::Error::last_os_error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn lookup(host: &str, family: c_int) -> Result<Vec<IpAddr>, c_int> {
        Lookup {
            host: CString::new(host).unwrap(),
            service: CString::default(),
            family,
            kind: libc::SOCK_STREAM,
            protocol: 0,
        }
        .run()
    }

    #[test]
    fn addresses_resolve_to_themselves() {
        let v4 = lookup("192.0.2.1", libc::AF_INET).unwrap();
        assert_eq!(v4, [IpAddr::from([192, 0, 2, 1])]);
        let v6 = lookup("2001:db8::1", libc::AF_INET6).unwrap();
        assert_eq!(v6, ["2001:db8::1".parse::<IpAddr>().unwrap()]);
        assert!(lookup("192.0.2.1", libc::AF_INET6).is_err());
        assert!(lookup("not a name", libc::AF_UNSPEC).is_err());
    }

    #[test]
    fn servers_are_addresses_with_or_without_a_port() {
        for (text, expected) in [
            ("192.0.2.1", Some("192.0.2.1:53")),
            (" 192.0.2.1:5353 ", Some("192.0.2.1:5353")),
            ("2001:db8::1", Some("[2001:db8::1]:53")),
            ("[2001:db8::1]", Some("[2001:db8::1]:53")),
            ("[2001:db8::1]:5353", Some("[2001:db8::1]:5353")),
            ("localhost", None),
            ("192.0.2.1:x", None),
            ("", None),
        ] {
            assert_eq!(
                parse_server(text),
                expected.map(|text| text.parse().unwrap()),
                "{text}"
            );
        }
    }

    #[test]
    fn the_first_server_of_the_configuration_is_taken() {
        let path = std::env::temp_dir().join(format!("resolve-{}", std::process::id()));
        let mut file = std::fs::File::create(&path).unwrap();
        writeln!(
            file,
            "# nameserver 192.0.2.9\nsearch example.com\nnameserver nonsense"
        )
        .unwrap();
        let name = path.to_str().unwrap();
        assert_eq!(dns_server(name).unwrap(), None);
        writeln!(file, "nameserver\t192.0.2.1 \nnameserver 192.0.2.2").unwrap();
        assert_eq!(dns_server(name).unwrap(), parse_server("192.0.2.1"));
        std::fs::remove_file(&path).unwrap();
        assert!(dns_server(name).is_err());
    }
}
