//! Listening sockets: TCP over IPv4 and IPv6, and unix stream sockets.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use mio::unix::SourceFd;
use mio::{Interest, event::Source};
use socket2::{Domain, SockAddr, Socket, TcpKeepalive, Type};

use super::config::TcpOptions;
use super::fork;
use super::reactor::{Reactor, ServerId, Wake};

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

/// A bound socket. Listening starts with [`Listener::listen`]. Clones share the socket; it closes with the last of them.
#[derive(Debug, Clone)]
pub struct Listener(Arc<Bound>);

#[derive(Debug)]
struct Bound {
    socket: Socket,
    address: Address,
    /// The process that removes a unix socket's file: the one that has bound it, or has begun to listen.
    owner: AtomicU32,
    /// That file, by device and number, unless somebody was quicker to remove it.
    file: Option<(u64, u64)>,
    /// Whether it was made beside another one, for one process.
    is_sibling: bool,
}

impl Listener {
    /// Binds to `address`. The file of a unix socket that nobody listens on is replaced.
    pub fn bind(address: Address, reuse_port: bool) -> io::Result<Self> {
        Self::bind_as(address, reuse_port, false)
    }

    fn bind_as(address: Address, reuse_port: bool, is_sibling: bool) -> io::Result<Self> {
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
        let owner = AtomicU32::new(fork::generation());
        let file = match &address {
            Address::Unix(path) => file_at(path),
            Address::Ip(_) => None,
        };
        Ok(Self(Arc::new(Bound {
            socket,
            address,
            owner,
            file,
            is_sibling,
        })))
    }

    /// Another socket with the same address, for another process: clients are spread among those that listen. Takes
    /// that this one listens for nobody. Unix sockets cannot do that; there it is the same socket.
    pub fn sibling(&self) -> io::Result<Self> {
        if matches!(self.0.address, Address::Unix(_)) {
            return Ok(self.clone());
        }
        Self::bind_as(self.0.address.clone(), true, true)
    }

    /// Whether it is such a socket: no other process gets its clients.
    pub fn is_sibling(&self) -> bool {
        self.0.is_sibling
    }

    /// Allows [`sibling`](Self::sibling)s from now on.
    pub fn allow_siblings(&self) -> io::Result<()> {
        match self.0.address {
            Address::Ip(_) => self.0.socket.set_reuse_port(true),
            Address::Unix(_) => Ok(()),
        }
    }

    /// Starts to accept.
    pub fn listen(&self, backlog: i32, options: &TcpOptions) -> io::Result<()> {
        self.0.owner.store(fork::generation(), Ordering::Relaxed);
        if let Some(size) = options.receive_buffer {
            self.0.socket.set_recv_buffer_size(size)?;
        }
        if let Some(size) = options.send_buffer {
            self.0.socket.set_send_buffer_size(size)?;
        }
        if matches!(self.0.address, Address::Ip(_)) {
            self.set_tcp_options(options, backlog)?;
        }
        self.0.socket.listen(backlog)
    }

    fn set_tcp_options(&self, options: &TcpOptions, backlog: i32) -> io::Result<()> {
        self.0.socket.set_tcp_nodelay(options.nodelay)?;
        if let Some(keepalive) = options.keepalive {
            let probes = TcpKeepalive::new()
                .with_time(keepalive.idle)
                .with_interval(keepalive.interval)
                .with_retries(keepalive.count);
            self.0.socket.set_tcp_keepalive(&probes)?;
        }
        if options.user_timeout.is_some() {
            self.0.socket.set_tcp_user_timeout(options.user_timeout)?;
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
                self.0.socket.as_raw_fd(),
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

    /// Registers with the reactor, as number `number` of a server.
    pub fn register(&self, reactor: &Reactor, server: ServerId, number: usize) -> io::Result<()> {
        let fd = self.0.socket.as_raw_fd();
        let mut source = SourceFd(&fd);
        let wake = Wake::Listener(server, number);
        reactor.register(&mut source, wake, Interest::READABLE)
    }

    /// The same for a socket that other processes wait for, too. Registering it anew puts this process behind them.
    pub fn register_shared(
        &self,
        reactor: &Reactor,
        server: ServerId,
        number: usize,
    ) -> io::Result<()> {
        reactor.register_shared(self.raw_fd(), Wake::Listener(server, number))
    }

    /// Stops accepting.
    pub fn deregister(&self, reactor: &Reactor) -> io::Result<()> {
        let fd = self.0.socket.as_raw_fd();
        SourceFd(&fd).deregister(reactor.registry())
    }

    /// Accepts one connection, non-blocking; its peer's address is `None` on unix sockets.
    pub fn accept(&self) -> io::Result<(Socket, Option<SocketAddr>)> {
        let (socket, peer) = accept4(&self.0.socket)?;
        Ok((socket, peer.as_socket()))
    }

    /// The address, with the port that the kernel chose.
    pub fn address(&self) -> &Address {
        &self.0.address
    }

    /// Whether it is a unix socket.
    pub fn is_unix(&self) -> bool {
        matches!(self.0.address, Address::Unix(_))
    }

    /// The descriptor, as PHP's `Port::$sock` shows it.
    pub fn raw_fd(&self) -> RawFd {
        self.0.socket.as_raw_fd()
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        if let Address::Unix(path) = &self.address
            && self.owner.load(Ordering::Relaxed) == fork::generation()
            && self.file.is_some()
            && self.file == file_at(path)
        {
            // One that somebody removes meanwhile is no loss.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Accepts, non-blocking, by one system call instead of the three of accept and fcntl.
pub fn accept4(listener: &Socket) -> io::Result<(Socket, SockAddr)> {
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

/// The file with this name, by device and number: another one with the name is not the same.
fn file_at(path: &Path) -> Option<(u64, u64)> {
    let found = std::fs::symlink_metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

/// Whether nobody listens on a unix socket that has a file. One that cannot be asked counts as listened on.
fn is_stale(path: &Path) -> io::Result<bool> {
    let socket = Socket::new(Domain::UNIX, Type::STREAM.nonblocking().cloexec(), None)?;
    let connected = socket.connect(&SockAddr::unix(path)?);
    Ok(connected.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused))
}

fn remove_stale(path: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_socket() => {
            // Else bind will say that the address is in use.
            if is_stale(path)? {
                std::fs::remove_file(path)?;
            }
            Ok(())
        }
        // Never delete somebody's file: bind will say that the address is in use.
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::time::Duration;

    use super::super::config::Keepalive;

    fn local() -> Address {
        Address::ip("127.0.0.1", 0).unwrap()
    }

    /// A path for a socket that nobody else uses.
    fn path(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("swoole-{}-{name}", std::process::id()))
    }

    #[test]
    fn addresses_are_literal() {
        assert!(matches!(Address::ip("::1", 80), Some(Address::Ip(ip)) if ip.is_ipv6()));
        for host in ["localhost", "", "127.0.0.1 ", "1.2.3"] {
            assert_eq!(Address::ip(host, 80), None);
        }
    }

    #[test]
    fn the_kernel_chooses_a_port_and_clients_are_accepted() {
        let listener = Listener::bind(local(), false).unwrap();
        listener.listen(16, &TcpOptions::default()).unwrap();
        let Address::Ip(address) = *listener.address() else {
            panic!("{:?}", listener.address());
        };
        assert_ne!(address.port(), 0);
        let nobody = listener.accept().unwrap_err();
        assert_eq!(nobody.kind(), io::ErrorKind::WouldBlock);
        let client = TcpStream::connect(address).unwrap();
        let (socket, peer) = listener.accept().unwrap();
        assert_eq!(peer, Some(client.local_addr().unwrap()));
        assert!(socket.tcp_nodelay().unwrap());
        // SAFETY: fcntl(2) on an open descriptor.
        let flags = unsafe { libc::fcntl(socket.as_raw_fd(), libc::F_GETFD) };
        assert_eq!(flags, libc::FD_CLOEXEC);
        // A read of nothing does not block.
        let mut bytes = [0; 1];
        let read = io::Read::read(&mut &socket, &mut bytes).unwrap_err();
        assert_eq!(read.kind(), io::ErrorKind::WouldBlock);
        drop(client);
    }

    #[test]
    fn accepted_sockets_inherit_the_options() {
        let listener = Listener::bind(local(), false).unwrap();
        let options = TcpOptions {
            nodelay: false,
            keepalive: Some(Keepalive {
                idle: Duration::from_secs(60),
                interval: Duration::from_secs(7),
                count: 3,
            }),
            user_timeout: Some(Duration::from_millis(1234)),
            receive_buffer: Some(20_000),
            send_buffer: Some(30_000),
            fast_open: true,
            ..TcpOptions::default()
        };
        listener.listen(16, &options).unwrap();
        let Address::Ip(address) = *listener.address() else {
            panic!("{:?}", listener.address());
        };
        let _client = TcpStream::connect(address).unwrap();
        let (socket, _) = listener.accept().unwrap();
        assert!(!socket.tcp_nodelay().unwrap() && socket.keepalive().unwrap());
        assert_eq!(
            socket.tcp_keepalive_time().unwrap(),
            Duration::from_secs(60)
        );
        assert_eq!(
            socket.tcp_keepalive_interval().unwrap(),
            Duration::from_secs(7)
        );
        assert_eq!(socket.tcp_keepalive_retries().unwrap(), 3);
        let timeout = socket.tcp_user_timeout().unwrap();
        assert_eq!(timeout, Some(Duration::from_millis(1234)));
        // The kernel doubles what is asked for.
        assert_eq!(socket.recv_buffer_size().unwrap(), 40_000);
        assert_eq!(socket.send_buffer_size().unwrap(), 60_000);
    }

    #[test]
    fn a_port_in_use_is_an_error_unless_it_may_be_shared() {
        let first = Listener::bind(local(), false).unwrap();
        first.listen(16, &TcpOptions::default()).unwrap();
        let second = Listener::bind(first.address().clone(), false).unwrap_err();
        assert_eq!(second.kind(), io::ErrorKind::AddrInUse);
        let first = Listener::bind(local(), true).unwrap();
        first.listen(16, &TcpOptions::default()).unwrap();
        let second = Listener::bind(first.address().clone(), true).unwrap();
        second.listen(16, &TcpOptions::default()).unwrap();
    }

    #[test]
    fn a_unix_socket_replaces_a_stale_one_and_goes_with_its_listener() {
        let path = path("stale");
        drop(UnixListener::bind(&path).unwrap());
        assert!(path.exists());
        let listener = Listener::bind(Address::Unix(path.clone()), false).unwrap();
        listener.listen(16, &TcpOptions::default()).unwrap();
        assert_eq!(listener.address(), &Address::Unix(path.clone()));
        let _client = UnixStream::connect(&path).unwrap();
        let (_, peer) = listener.accept().unwrap();
        assert_eq!(peer, None);
        drop(listener);
        assert!(!path.exists());
    }

    #[test]
    fn a_unix_socket_that_somebody_listens_on_is_not_replaced() {
        let path = path("live");
        let live = UnixListener::bind(&path).unwrap();
        let error = Listener::bind(Address::Unix(path.clone()), false).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert!(UnixStream::connect(&path).is_ok());
        drop(live);
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_file_of_another_socket_with_the_name_stays() {
        let path = path("another");
        let listener = Listener::bind(Address::Unix(path.clone()), false).unwrap();
        // Both exist for a moment, so that their numbers differ.
        let kept = path.with_extension("kept");
        std::fs::rename(&path, &kept).unwrap();
        let another = UnixListener::bind(&path).unwrap();
        drop(listener);
        assert!(path.exists());
        drop(another);
        for path in [path, kept] {
            std::fs::remove_file(path).unwrap();
        }
    }

    #[test]
    fn a_file_that_is_no_socket_is_not_replaced() {
        let path = path("file");
        std::fs::write(&path, "precious").unwrap();
        let error = Listener::bind(Address::Unix(path.clone()), false).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert_eq!(std::fs::read(&path).unwrap(), b"precious");
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_path_that_is_too_long_is_an_error() {
        let path = std::env::temp_dir().join("x".repeat(200));
        assert!(Listener::bind(Address::Unix(path), false).is_err());
    }
}
