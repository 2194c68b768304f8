//! Listening sockets: TCP over IPv4 and IPv6, and unix stream sockets.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::{AsRawFd, RawFd};
use std::path::{Path, PathBuf};

use mio::unix::SourceFd;
use mio::{Interest, event::Source};
use socket2::{Domain, SockAddr, Socket, TcpKeepalive, Type};

use super::config::TcpOptions;
use super::reactor::{Reactor, Wake};

/// Where to listen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// An IP address and a port; port 0 lets the kernel choose.
    Ip(SocketAddr),
    /// A path of a unix stream socket.
    Unix(PathBuf),
}

impl Address {
    /// An address from a literal IP address.
    pub fn ip(host: &str, port: u16) -> Option<Self> {
        host.parse::<IpAddr>()
            .ok()
            .map(|ip| Self::Ip(SocketAddr::new(ip, port)))
    }
}

/// A bound socket. Listening starts with [`Listener::listen`].
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
    address: Address,
}

impl Listener {
    /// Binds to `address`. A stale unix socket file is replaced.
    pub fn bind(address: Address, reuse_port: bool) -> io::Result<Self> {
        let (domain, name) = match &address {
            Address::Ip(ip) => (Domain::for_address(*ip), SockAddr::from(*ip)),
            Address::Unix(path) => {
                remove_stale(path)?;
                (Domain::UNIX, SockAddr::unix(path)?)
            }
        };
        let socket = Socket::new(domain, Type::STREAM.nonblocking().cloexec(), None)?;
        if domain != Domain::UNIX {
            socket.set_reuse_address(true)?;
            if reuse_port {
                socket.set_reuse_port(true)?;
            }
        }
        socket.bind(&name)?;
        let address = match socket.local_addr()?.as_socket() {
            Some(ip) => Address::Ip(ip),
            None => address,
        };
        Ok(Self { socket, address })
    }

    /// Starts to accept.
    pub fn listen(&self, backlog: i32, options: &TcpOptions) -> io::Result<()> {
        if let Some(size) = options.receive_buffer {
            self.socket.set_recv_buffer_size(size)?;
        }
        if let Some(size) = options.send_buffer {
            self.socket.set_send_buffer_size(size)?;
        }
        if matches!(self.address, Address::Ip(_)) {
            self.set_tcp_options(options, backlog)?;
        }
        self.socket.listen(backlog)
    }

    fn set_tcp_options(&self, options: &TcpOptions, backlog: i32) -> io::Result<()> {
        self.socket.set_tcp_nodelay(options.nodelay)?;
        if let Some(keepalive) = options.keepalive {
            let probes = TcpKeepalive::new()
                .with_time(keepalive.idle)
                .with_interval(keepalive.interval)
                .with_retries(keepalive.count);
            self.socket.set_tcp_keepalive(&probes)?;
        }
        if options.user_timeout.is_some() {
            self.socket.set_tcp_user_timeout(options.user_timeout)?;
        }
        if let Some(seconds) = options.defer_accept {
            self.set_option(libc::TCP_DEFER_ACCEPT, seconds)?;
        }
        if options.fast_open {
            self.set_option(libc::TCP_FASTOPEN, backlog)?;
        }
        Ok(())
    }

    /// Sets an option that socket2 does not know.
    fn set_option(&self, option: i32, value: i32) -> io::Result<()> {
        // SAFETY: the descriptor is open, and the value is an int of the size given.
        let result = unsafe {
            libc::setsockopt(
                self.socket.as_raw_fd(),
                libc::IPPROTO_TCP,
                option,
                (&raw const value).cast(),
                size_of::<i32>() as libc::socklen_t,
            )
        };
        if result == 0 {
            Ok(())
        } else {
            Err(io::Error::last_os_error())
        }
    }

    /// Registers with the reactor.
    pub fn register(&self, reactor: &Reactor, number: usize) -> io::Result<()> {
        let fd = self.socket.as_raw_fd();
        let mut source = SourceFd(&fd);
        reactor.register(&mut source, Wake::Listener(number), Interest::READABLE)
    }

    /// Stops accepting.
    pub fn deregister(&self, reactor: &Reactor) -> io::Result<()> {
        let fd = self.socket.as_raw_fd();
        SourceFd(&fd).deregister(reactor.registry())
    }

    /// Accepts one connection, non-blocking; its peer's address is `None` on unix sockets.
    pub fn accept(&self) -> io::Result<(Socket, Option<SocketAddr>)> {
        let (socket, peer) = accept4(&self.socket)?;
        Ok((socket, peer.as_socket()))
    }

    /// The address, with the port that the kernel chose.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The descriptor, as PHP's `Port::$sock` shows it.
    pub fn raw_fd(&self) -> RawFd {
        self.socket.as_raw_fd()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Address::Unix(path) = &self.address {
            // The file is ours; one that somebody removed already is no loss.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// One system call instead of the three of accept and fcntl.
fn accept4(listener: &Socket) -> io::Result<(Socket, SockAddr)> {
    // SAFETY: `try_init` hands out storage that is large enough for any address; accept4 fills it and the length.
    // The descriptor it returns is new and owned by nobody else.
    unsafe {
        SockAddr::try_init(|storage, len| {
            let fd = libc::accept4(
                listener.as_raw_fd(),
                storage.cast(),
                len,
                libc::SOCK_NONBLOCK | libc::SOCK_CLOEXEC,
            );
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            Ok(<Socket as std::os::fd::FromRawFd>::from_raw_fd(fd))
        })
    }
}

fn remove_stale(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::FileTypeExt;
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_socket() => std::fs::remove_file(path),
        // Never delete somebody's file: bind will say that the address is in use.
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
