//! A pair of unix sockets between a process and its child: both have both ends, and each uses its own.

use std::cell::RefCell;
use std::io;
use std::net::Shutdown;
use std::os::fd::{AsRawFd, RawFd};
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};

/// Bytes that the kernel is asked to keep for each direction; it gives what the system allows.
const BUFFER: usize = 8 * 1024 * 1024;

/// Which end of a pipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// That of the process that has made the pipe.
    Master,
    /// That of its child.
    Worker,
}

/// The two ends, as far as they are open.
#[derive(Debug)]
pub struct Pipe {
    ends: [RefCell<Option<Socket>>; 2],
    kind: Type,
}

impl Pipe {
    /// A pipe that keeps the bounds of messages, or a stream of bytes.
    pub fn new(keeps_bounds: bool) -> io::Result<Self> {
        let kind = if keeps_bounds {
            Type::DGRAM
        } else {
            Type::STREAM
        };
        let (worker, master) = Socket::pair(Domain::UNIX, kind, None)?;
        for end in [&master, &worker] {
            // Less than that does as well.
            let _ = end.set_send_buffer_size(BUFFER);
            let _ = end.set_recv_buffer_size(BUFFER);
        }
        Ok(Self {
            ends: [RefCell::new(Some(master)), RefCell::new(Some(worker))],
            kind,
        })
    }

    /// Whether messages keep their bounds.
    pub fn keeps_bounds(&self) -> bool {
        self.kind == Type::DGRAM
    }

    /// The descriptor of an end; `None` once it is closed.
    pub fn descriptor(&self, end: End) -> Option<RawFd> {
        let socket = self.ends[end as usize].borrow();
        socket.as_ref().map(AsRawFd::as_raw_fd)
    }

    /// Bytes that the kernel keeps of what an end has sent, its own expenses among them.
    pub fn send_buffer(&self, end: End) -> io::Result<usize> {
        self.with(end, Socket::send_buffer_size)
    }

    /// Another descriptor of the same end; they share everything but their numbers.
    pub fn duplicate(&self, end: End) -> io::Result<Socket> {
        self.with(end, Socket::try_clone)
    }

    /// Closes an end in this process. False if it was closed before.
    pub fn close(&self, end: End) -> bool {
        self.ends[end as usize].take().is_some()
    }

    /// Ends one direction, for everybody who has the end open.
    pub fn shut_down(&self, end: End, how: Shutdown) -> io::Result<()> {
        self.with(end, |socket| socket.shutdown(how))
    }

    /// Makes reads and writes wait, or not.
    pub fn set_blocking(&self, end: End, blocking: bool) -> io::Result<()> {
        self.with(end, |socket| socket.set_nonblocking(!blocking))
    }

    /// How long the kernel lets anyone wait who uses the descriptor by other means.
    pub fn set_timeout(&self, end: End, limit: Option<Duration>) -> io::Result<()> {
        self.with(end, |socket| {
            socket.set_read_timeout(limit)?;
            socket.set_write_timeout(limit)
        })
    }

    fn with<R>(&self, end: End, body: impl FnOnce(&Socket) -> io::Result<R>) -> io::Result<R> {
        match &*self.ends[end as usize].borrow() {
            Some(socket) => body(socket),
            None => Err(io::Error::from_raw_os_error(libc::EBADF)),
        }
    }
}

/// Reads what is there, a message at most, of which what exceeds the buffer is lost. Waits for something for `limit`;
/// `None` stands for ever, no time at all for not waiting.
pub fn read(fd: RawFd, buffer: &mut [u8], limit: Option<Duration>) -> io::Result<usize> {
    attempt(fd, libc::POLLIN, limit, || {
        // SAFETY: the buffer is writable for its length; a wrong descriptor is an error of the call.
        unsafe {
            libc::recv(
                fd,
                buffer.as_mut_ptr().cast(),
                buffer.len(),
                libc::MSG_DONTWAIT,
            )
        }
    })
}

/// Writes all bytes, as one message where there are such. Waits for room for `limit`, as [`read`] does.
pub fn write(fd: RawFd, bytes: &[u8], limit: Option<Duration>) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let count = attempt(fd, libc::POLLOUT, limit, || {
            let flags = libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL;
            // SAFETY: the bytes are readable for their length; a wrong descriptor is an error of the call.
            unsafe { libc::send(fd, rest.as_ptr().cast(), rest.len(), flags) }
        })?;
        rest = &rest[count..];
    }
    Ok(())
}

/// Writes what there is room for now; a message as a whole or not at all. Fails with `EAGAIN` if there is no room.
pub fn write_some(fd: RawFd, bytes: &[u8]) -> io::Result<usize> {
    attempt(fd, libc::POLLOUT, Some(Duration::ZERO), || {
        let flags = libc::MSG_DONTWAIT | libc::MSG_NOSIGNAL;
        // SAFETY: the bytes are readable for their length; a wrong descriptor is an error of the call.
        unsafe { libc::send(fd, bytes.as_ptr().cast(), bytes.len(), flags) }
    })
}

/// Repeats a call until it neither would block nor was interrupted by a signal.
fn attempt(
    fd: RawFd,
    event: libc::c_short,
    limit: Option<Duration>,
    mut call: impl FnMut() -> isize,
) -> io::Result<usize> {
    let end = limit.and_then(|limit| Instant::now().checked_add(limit));
    loop {
        if let Ok(count) = usize::try_from(call()) {
            return Ok(count);
        }
        let error = io::Error::last_os_error();
        match error.kind() {
            io::ErrorKind::Interrupted => {}
            io::ErrorKind::WouldBlock => {
                let left = end.map(|end| end.saturating_duration_since(Instant::now()));
                if left == Some(Duration::ZERO) {
                    return Err(error);
                }
                poll(&mut [Awaited::new(fd, event)], left)?;
            }
            _ => return Err(error),
        }
    }
}

/// What [`wait`] waits for.
#[repr(transparent)]
pub struct Awaited(libc::pollfd);

impl Awaited {
    fn new(fd: RawFd, events: libc::c_short) -> Self {
        Self(libc::pollfd {
            fd,
            events,
            revents: 0,
        })
    }

    /// Something to read.
    pub fn input(fd: RawFd) -> Self {
        Self::new(fd, libc::POLLIN)
    }

    /// Room to write.
    pub fn room(fd: RawFd) -> Self {
        Self::new(fd, libc::POLLOUT)
    }

    /// Whether it is there, or an error is.
    pub fn is_ready(&self) -> bool {
        self.0.revents != 0
    }
}

/// Waits until one of these is there, the time is over or a signal comes.
pub fn wait(awaited: &mut [Awaited], limit: Duration) -> io::Result<()> {
    poll(awaited, Some(limit))
}

fn poll(awaited: &mut [Awaited], limit: Option<Duration>) -> io::Result<()> {
    let limit = limit.map_or(-1, |limit| {
        i32::try_from(limit.as_nanos().div_ceil(1_000_000)).unwrap_or(i32::MAX)
    });
    let count = awaited.len() as libc::nfds_t;
    // SAFETY: initialised entries, so many, of the type that the call wants.
    if unsafe { libc::poll(awaited.as_mut_ptr().cast(), count, limit) } < 0 {
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(pipe: &Pipe) -> (RawFd, RawFd) {
        let fd = |end| pipe.descriptor(end).unwrap();
        (fd(End::Master), fd(End::Worker))
    }

    #[test]
    fn messages_keep_their_bounds_and_a_stream_does_not() {
        for keeps_bounds in [true, false] {
            let pipe = Pipe::new(keeps_bounds).unwrap();
            let (master, worker) = ends(&pipe);
            write(master, b"one", None).unwrap();
            write(master, b"two", None).unwrap();
            let mut buffer = [0; 16];
            let count = read(worker, &mut buffer, None).unwrap();
            let expected: &[u8] = if keeps_bounds { b"one" } else { b"onetwo" };
            assert_eq!(&buffer[..count], expected);
        }
    }

    #[test]
    fn a_wait_ends_when_its_time_is_over() {
        let pipe = Pipe::new(true).unwrap();
        let (master, worker) = ends(&pipe);
        for limit in [Duration::ZERO, Duration::from_millis(2)] {
            let error = read(worker, &mut [0; 4], Some(limit)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
        }
        let full = loop {
            if let Err(error) = write(master, &[0; 1024], Some(Duration::ZERO)) {
                break error;
            }
        };
        assert_eq!(full.kind(), io::ErrorKind::WouldBlock);
    }

    #[test]
    fn a_closed_end_is_an_error() {
        let pipe = Pipe::new(false).unwrap();
        let (master, _) = ends(&pipe);
        assert!(pipe.close(End::Worker) && !pipe.close(End::Worker));
        assert_eq!(pipe.descriptor(End::Worker), None);
        assert!(pipe.duplicate(End::Worker).is_err());
        assert_eq!(
            write(master, b"x", None).unwrap_err().kind(),
            io::ErrorKind::BrokenPipe
        );
        assert_eq!(read(master, &mut [0; 4], None).unwrap(), 0);
    }
}
