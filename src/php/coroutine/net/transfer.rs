//! Reading from sockets and writing to them.
//!
//! Bytes are read into one block that all sockets share and copied to where they belong, so that nobody who waits holds
//! memory for what may come.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::os::fd::AsRawFd;

use socket2::{SockAddr, Socket, Type};

use super::{Failure, Limit, Outcome, Stream};
use crate::engine::output::send_file;
use crate::php::sched::descriptor::Direction;
use crate::php::zend::PhpResult;
use crate::protocol::payload::{OutOfMemory, PayloadBuffer};

/// Bytes that one system call reads at most.
pub const BLOCK: usize = 64 * 1024;
/// Room that is made at least for bytes that somebody waits for.
const AHEAD: usize = 1 << 20;
/// Most pieces that the kernel takes in one system call.
const MAX_SLICES: usize = 1024;

/// How far an operation came that goes on until everything is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transfer {
    /// Bytes that were read or written.
    pub bytes: usize,
    /// Why it ended early. Reading ends early without a failure when the peer closes.
    pub failure: Option<Failure>,
}

thread_local! {
    /// Taken out while it is in use: if a fatal error leaves the user's frame, a new one is made.
    static SHARED: Cell<Option<Box<[MaybeUninit<u8>]>>> = const { Cell::new(None) };
}

/// Runs `body`, which must not switch coroutines, with the shared block.
fn with_block<R>(body: impl FnOnce(&mut [MaybeUninit<u8>]) -> R) -> R {
    let mut block = SHARED
        .take()
        .unwrap_or_else(|| vec![MaybeUninit::uninit(); BLOCK].into_boxed_slice());
    let result = body(&mut block);
    SHARED.set(Some(block));
    result
}

impl Stream {
    /// Waits for bytes and appends those that are there, at most `most`; 0 at the end of the stream. A datagram is read
    /// as far as it fits.
    pub fn read<B: PayloadBuffer>(
        &self,
        into: &mut B,
        most: usize,
        limit: &Limit,
    ) -> Outcome<usize> {
        let kind = self.kind();
        self.retry(Direction::Read, limit, |socket| {
            if most > BLOCK {
                read_large(socket, kind, most, |bytes| append(into, bytes))
            } else {
                read_block(socket, most, |bytes| append(into, bytes))
            }
        })
    }

    /// Waits for bytes and gives those that are there to `take`, at most `most` and at most a [`BLOCK`]: none at the end
    /// of the stream. `take` must not switch coroutines, so it must not call into PHP.
    pub fn read_with<R>(
        &self,
        most: usize,
        limit: &Limit,
        mut take: impl FnMut(&[u8]) -> R,
    ) -> Outcome<R> {
        self.retry(Direction::Read, limit, |socket| {
            with_block(|block| {
                let count = socket.recv(&mut block[..most.min(BLOCK)])?;
                Ok(take(initialised(&block[..count])))
            })
        })
    }

    /// Waits until `count` bytes were appended, or the stream has ended.
    pub fn read_all<B: PayloadBuffer>(
        &self,
        into: &mut B,
        count: usize,
        limit: &Limit,
    ) -> PhpResult<Transfer> {
        let mut done = Transfer::default();
        while done.bytes < count {
            let left = count - done.bytes;
            // No memory is taken before something has come.
            if done.bytes > 0 && into.capacity() - into.as_slice().len() < left {
                // The buffer grows by itself if there is no memory for this.
                let _ = into.reserve(left.min(done.bytes.max(AHEAD)));
            }
            match self.read(into, left, limit)? {
                Ok(0) => break,
                Ok(bytes) => done.bytes += bytes,
                Err(failure) => {
                    done.failure = Some(failure);
                    break;
                }
            }
        }
        Ok(done)
    }

    /// Looks at bytes that are there, without waiting and without taking them.
    pub fn peek<B: PayloadBuffer>(&self, into: &mut B, most: usize) -> Result<usize, Failure> {
        let kind = self.kind();
        self.with_socket(|socket| {
            let mut seen = vec![MaybeUninit::uninit(); most.min(next_size(socket, kind)?)];
            let count = socket.recv_with_flags(&mut seen, libc::MSG_PEEK | libc::MSG_DONTWAIT)?;
            append(into, initialised(&seen[..count]))?;
            Ok(count)
        })?
        .map_err(|error: io::Error| error.into())
    }

    /// Whether the connection still stands: the peer has not closed, or there are bytes left to read.
    pub fn check_liveness(&self) -> Result<(), Failure> {
        let mut byte = [MaybeUninit::uninit()];
        let seen = self.with_socket(|socket| {
            socket.recv_with_flags(&mut byte, libc::MSG_PEEK | libc::MSG_DONTWAIT)
        })?;
        match seen {
            Ok(0) => Err(Failure::new(libc::ECONNRESET)),
            Ok(_) => Ok(()),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
                ) =>
            {
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Waits for a datagram and gives `take` as much of it as fits into `most` bytes; tells who has sent it. `take` must
    /// not switch coroutines.
    pub fn read_from<R>(
        &self,
        most: usize,
        limit: &Limit,
        mut take: impl FnMut(&[u8]) -> R,
    ) -> Outcome<(R, SockAddr)> {
        let kind = self.kind();
        self.retry(Direction::Read, limit, |socket| {
            let mut large = Vec::new();
            if most > BLOCK {
                large.resize(most.min(next_size(socket, kind)?), MaybeUninit::uninit());
            }
            with_block(|block| {
                let whole = if most > BLOCK {
                    &mut large[..]
                } else {
                    &mut block[..most]
                };
                let (count, from) = socket.recv_from(whole)?;
                Ok((take(initialised(&whole[..count])), from))
            })
        })
    }

    /// Writes what there is room for, once there is some.
    pub fn write(&self, bytes: &[u8], limit: &Limit) -> Outcome<usize> {
        self.retry(Direction::Write, limit, |socket| {
            socket.send_with_flags(bytes, libc::MSG_NOSIGNAL)
        })
    }

    /// Writes everything.
    pub fn write_all(&self, bytes: &[u8], limit: &Limit) -> PhpResult<Transfer> {
        self.write_parts(&[bytes], limit)
    }

    /// Writes several pieces, one after the other, as far as there is room once there is some.
    pub fn write_vectored(&self, parts: &[&[u8]], limit: &Limit) -> Outcome<usize> {
        self.retry(Direction::Write, limit, |socket| {
            send_parts(socket, parts, 0)
        })
    }

    /// Writes several pieces, one after the other, all of them.
    pub fn write_parts(&self, parts: &[&[u8]], limit: &Limit) -> PhpResult<Transfer> {
        let total: usize = parts.iter().map(|part| part.len()).sum();
        let mut done = Transfer::default();
        // The first piece that is not written yet, and how much of it is.
        let (mut first, mut within) = (0, 0);
        loop {
            let left = &parts[first..];
            let sent = self.retry(Direction::Write, limit, |socket| {
                send_parts(socket, left, within)
            })?;
            match sent {
                Ok(bytes) => done.bytes += bytes,
                Err(failure) => {
                    done.failure = Some(failure);
                    return Ok(done);
                }
            }
            if done.bytes >= total {
                return Ok(done);
            }
            within += sent.unwrap_or(0);
            while first < parts.len() && within >= parts[first].len() {
                within -= parts[first].len();
                first += 1;
            }
        }
    }

    /// Sends a datagram.
    pub fn write_to(&self, bytes: &[u8], to: &SockAddr, limit: &Limit) -> Outcome<usize> {
        self.retry(Direction::Write, limit, |socket| {
            socket.send_to_with_flags(bytes, to, libc::MSG_NOSIGNAL)
        })
    }

    /// Writes `count` bytes of a file from `offset` on. The failure of a file that is shorter is `SYSTEM_CALL_FAIL`.
    pub fn write_file(&self, file: &File, offset: u64, count: u64, limit: &Limit) -> Outcome {
        let mut sent = 0;
        while sent < count {
            let left = usize::try_from(count - sent).unwrap_or(usize::MAX);
            let wrote = self.retry(Direction::Write, limit, |socket| {
                send_file(socket, file, offset.saturating_add(sent), left)
            });
            match wrote? {
                Ok(bytes) => sent += bytes as u64,
                Err(failure) => return Ok(Err(failure)),
            }
        }
        Ok(Ok(()))
    }
}

fn read_block(
    socket: &Socket,
    most: usize,
    take: impl FnOnce(&[u8]) -> io::Result<()>,
) -> io::Result<usize> {
    with_block(|block| {
        let count = socket.recv(&mut block[..most])?;
        take(initialised(&block[..count]))?;
        Ok(count)
    })
}

/// Reads more than a block at once.
fn read_large(
    socket: &Socket,
    kind: Type,
    most: usize,
    take: impl FnOnce(&[u8]) -> io::Result<()>,
) -> io::Result<usize> {
    let mut whole = vec![MaybeUninit::uninit(); most.min(next_size(socket, kind)?)];
    let count = socket.recv(&mut whole)?;
    take(initialised(&whole[..count]))?;
    Ok(count)
}

/// Room that the next system call needs: for the next datagram, or for what a stream has, but at least a block.
fn next_size(socket: &Socket, kind: Type) -> io::Result<usize> {
    if kind != Type::STREAM {
        let whole = socket.recv_with_flags(&mut [], libc::MSG_PEEK | libc::MSG_TRUNC)?;
        return Ok(whole.max(1));
    }
    let mut count: libc::c_int = 0;
    // SAFETY: the descriptor is open, and FIONREAD writes one int.
    let result = unsafe { libc::ioctl(socket.as_raw_fd(), libc::FIONREAD, &raw mut count) };
    // A socket that has no stream will say so when it is read.
    let count = if result == 0 { count } else { 0 };
    Ok(usize::try_from(count).unwrap_or(0).max(BLOCK))
}

fn append<B: PayloadBuffer>(into: &mut B, bytes: &[u8]) -> io::Result<()> {
    into.push(bytes)
        .map_err(|OutOfMemory| io::Error::from_raw_os_error(libc::ENOMEM))
}

fn initialised(bytes: &[MaybeUninit<u8>]) -> &[u8] {
    // SAFETY: the callers pass what the kernel has just written.
    unsafe { bytes.assume_init_ref() }
}

/// Sends pieces from byte `within` of the first one on.
fn send_parts(socket: &Socket, parts: &[&[u8]], within: usize) -> io::Result<usize> {
    match parts {
        [] => Ok(0),
        [one] => socket.send_with_flags(&one[within..], libc::MSG_NOSIGNAL),
        [first, rest @ ..] => {
            let mut slices = vec![IoSlice::new(&first[within..])];
            let rest = rest.iter().take(MAX_SLICES - 1);
            slices.extend(rest.map(|part| IoSlice::new(part)));
            socket.send_vectored_with_flags(&slices, libc::MSG_NOSIGNAL)
        }
    }
}
