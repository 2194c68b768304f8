//! A connection's output: small pieces gathered in one buffer, large ones referenced, files read when their turn comes.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IoSlice};
use std::os::fd::AsRawFd;
use std::rc::Rc;

use socket2::Socket;

use super::memory::SharedBytes;
use super::pool::BufferPool;

/// Payloads from this size on are referenced instead of copied.
pub const SHARE_FROM: usize = 8 * 1024;
/// Most pieces in one system call.
const MAX_SLICES: usize = 16;
/// Gathered bytes beyond these go into a piece of their own: one that grew by doubling would take twice what it holds, and
/// keep what was sent of it.
const CHUNK: usize = 64 * 1024;
/// Room for the header of what comes behind a large piece.
const NEXT_HEADER: usize = 16;
/// How many of the last pieces are looked at to see whether others still need them.
const LOOKED_AT: usize = 32;

/// Bytes waiting to be sent on one connection, in order.
#[derive(Debug)]
pub struct OutputQueue<S> {
    /// Gathered small pieces; always before `later`.
    first: Vec<u8>,
    /// Bytes of the front piece that have been sent already.
    sent: usize,
    /// Pieces behind `first`. Boxed: most connections never have any.
    #[allow(
        clippy::box_collection,
        reason = "8 bytes in every connection instead of 32"
    )]
    later: Option<Box<VecDeque<Piece<S>>>>,
    /// Bytes not sent yet.
    pending: usize,
    /// Those of them that lie in files, and so take no memory.
    in_files: usize,
}

/// One piece of output behind the gathered bytes.
#[derive(Debug)]
enum Piece<S> {
    Gathered(Vec<u8>),
    Shared(S),
    Encoded(Rc<[u8]>),
    File { file: File, offset: u64, len: usize },
}

/// How far a flush came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flushed {
    /// Nothing is left.
    All,
    /// As much as was allowed; the socket may take more.
    Some,
    /// The socket takes no more for now.
    Blocked,
}

impl<S> Default for OutputQueue<S> {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            sent: 0,
            later: None,
            pending: 0,
            in_files: 0,
        }
    }
}

impl<S: SharedBytes> OutputQueue<S> {
    /// Bytes that wait to be sent.
    pub fn pending(&self) -> usize {
        self.pending
    }

    /// Bytes that wait to be sent and take memory meanwhile.
    pub fn in_memory(&self) -> usize {
        self.pending - self.in_files
    }

    /// Bytes that the gathered pieces have allocated.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        let later = self.later.iter().flat_map(|pieces| pieces.iter());
        let gathered = later.map(|piece| match piece {
            Piece::Gathered(buffer) => buffer.capacity(),
            _ => 0,
        });
        self.first.capacity() + gathered.sum::<usize>()
    }

    /// Lets `write` append to the gathered bytes at the end of the queue: about `len` bytes, or a few if that is 0.
    pub fn gather<R>(
        &mut self,
        pool: &mut BufferPool,
        len: usize,
        write: impl FnOnce(&mut Vec<u8>) -> R,
    ) -> R {
        let fits = self.first.len() + len <= CHUNK || self.first.is_empty();
        let buffer = if fits && self.later.is_none() {
            if self.first.capacity() == 0 {
                self.first = pool.take();
            }
            &mut self.first
        } else {
            self.last_gathered(len)
        };
        let before = buffer.len();
        let result = write(buffer);
        self.pending += buffer.len() - before;
        result
    }

    /// A buffer behind `first` that takes `len` more bytes.
    fn last_gathered(&mut self, len: usize) -> &mut Vec<u8> {
        let later = self.later.get_or_insert_default();
        let fresh = match later.back() {
            Some(Piece::Gathered(last))
                if last.len() + len <= CHUNK || len > 0 && last.len() + len <= last.capacity() =>
            {
                None
            }
            // Much is gathered: no memory is moved, and little is left over.
            Some(Piece::Gathered(_)) | None => Some(if len < CHUNK / 4 {
                CHUNK
            } else {
                len + NEXT_HEADER
            }),
            Some(_) => Some(0),
        };
        if let Some(capacity) = fresh {
            later.push_back(Piece::Gathered(Vec::with_capacity(capacity)));
        }
        match later.back_mut() {
            Some(Piece::Gathered(buffer)) => buffer,
            _ => unreachable!("a gathered piece is at the end"),
        }
    }

    /// Appends bytes by reference.
    pub fn share(&mut self, bytes: S) {
        self.pending += bytes.as_ref().len();
        self.push(Piece::Shared(bytes));
    }

    /// Copies what nobody else refers to any more out of the application's memory: what waits for a peer that does not read
    /// may wait for long, and an application's memory has a limit of its own. To be called before more is appended.
    pub fn take_over(&mut self) {
        let Some(later) = &mut self.later else { return };
        let sole = |piece: &Piece<S>| matches!(piece, Piece::Shared(bytes) if bytes.is_sole());
        for piece in later.iter_mut().rev().skip(1).take(LOOKED_AT) {
            if let Piece::Shared(bytes) = piece
                && bytes.is_sole()
            {
                let bytes = bytes.as_ref();
                let mut copy = Vec::with_capacity(bytes.len() + NEXT_HEADER);
                copy.extend_from_slice(bytes);
                *piece = Piece::Gathered(copy);
            }
        }
        if later.back().is_some_and(sole)
            && let Some(Piece::Shared(bytes)) = later.pop_back()
        {
            let bytes = bytes.as_ref();
            self.last_gathered(bytes.len()).extend_from_slice(bytes);
        }
    }

    /// Appends bytes that were encoded once for several connections.
    pub fn share_encoded(&mut self, bytes: Rc<[u8]>) {
        self.pending += bytes.len();
        self.push(Piece::Encoded(bytes));
    }

    /// Appends a part of a file; it is read when it is sent.
    pub fn file(&mut self, file: File, offset: u64, len: usize) {
        self.pending += len;
        self.in_files += len;
        self.push(Piece::File { file, offset, len });
    }

    fn push(&mut self, piece: Piece<S>) {
        self.later.get_or_insert_default().push_back(piece);
    }

    /// Appends to `out` what waits. False, and nothing is appended, if a part of it lies in a file.
    pub fn copy_to(&self, out: &mut Vec<u8>) -> bool {
        if self.in_files > 0 {
            return false;
        }
        let later = self.later.iter().flat_map(|pieces| pieces.iter());
        let mut skip = self.sent;
        for piece in std::iter::once(self.first.as_slice()).chain(later.filter_map(Piece::bytes)) {
            let skipped = skip.min(piece.len());
            skip -= skipped;
            out.extend_from_slice(&piece[skipped..]);
        }
        true
    }

    /// Drops everything that waits.
    pub fn clear(&mut self, pool: &mut BufferPool) {
        pool.give(std::mem::take(&mut self.first));
        self.later = None;
        self.sent = 0;
        self.pending = 0;
        self.in_files = 0;
    }

    /// Sends what the socket takes, but not much more than `most` bytes. `written` counts bytes. With `end_follows`, the
    /// caller is about to shut the write side or to close: the last bytes wait for that and share its packet.
    pub fn flush(
        &mut self,
        socket: &Socket,
        pool: &mut BufferPool,
        most: usize,
        written: &mut u64,
        end_follows: bool,
    ) -> io::Result<Flushed> {
        let flags = libc::MSG_NOSIGNAL | if end_follows { libc::MSG_MORE } else { 0 };
        let mut flushed = 0;
        while self.pending > 0 {
            if flushed >= most {
                return Ok(Flushed::Some);
            }
            match self.send_some(socket, flags) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => {
                    *written += count as u64;
                    flushed += count;
                    self.consume(count);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    return Ok(Flushed::Blocked);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        pool.give(std::mem::take(&mut self.first));
        self.later = None;
        self.sent = 0;
        Ok(Flushed::All)
    }

    fn send_some(&self, socket: &Socket, flags: libc::c_int) -> io::Result<usize> {
        let Some(later) = &self.later else {
            return socket.send_with_flags(&self.first[self.sent..], flags);
        };
        let mut slices = [IoSlice::new(&[]); MAX_SLICES];
        let mut used = 0;
        let mut skip = self.sent;
        let mut pieces = later.iter();
        if !self.first.is_empty() {
            slices[0] = IoSlice::new(&self.first[skip..]);
            used = 1;
            skip = 0;
        }
        while used < MAX_SLICES {
            let bytes = match pieces.next() {
                Some(Piece::Gathered(bytes)) => bytes.as_slice(),
                Some(Piece::Shared(bytes)) => bytes.as_ref(),
                Some(Piece::Encoded(bytes)) => bytes,
                Some(Piece::File { file, offset, len }) => {
                    if used == 0 {
                        return send_file(socket, file, offset + skip as u64, len - skip);
                    }
                    break;
                }
                None => break,
            };
            slices[used] = IoSlice::new(&bytes[skip..]);
            skip = 0;
            used += 1;
        }
        socket.send_vectored_with_flags(&slices[..used], flags)
    }

    fn consume(&mut self, mut count: usize) {
        self.pending -= count;
        if !self.first.is_empty() {
            let left = self.first.len() - self.sent;
            if count < left {
                self.sent += count;
                return;
            }
            count -= left;
            self.sent = 0;
            if self.first.capacity() > CHUNK {
                self.first = Vec::new();
            }
            // Keeps its memory: `flush` gives it back to the pool when all is sent.
            self.first.clear();
        }
        let Some(later) = &mut self.later else { return };
        while let Some(piece) = later.front_mut() {
            let left = piece.len() - self.sent;
            let used = count.min(left);
            if matches!(piece, Piece::File { .. }) {
                self.in_files -= used;
            }
            count -= used;
            self.sent += used;
            if used < left {
                return;
            }
            self.sent = 0;
            later.pop_front();
        }
    }
}

impl<S: SharedBytes> Piece<S> {
    /// The bytes of a piece that does not lie in a file.
    fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Gathered(bytes) => Some(bytes),
            Self::Shared(bytes) => Some(bytes.as_ref()),
            Self::Encoded(bytes) => Some(bytes),
            Self::File { .. } => None,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Gathered(bytes) => bytes.len(),
            Self::Shared(bytes) => bytes.as_ref().len(),
            Self::Encoded(bytes) => bytes.len(),
            Self::File { len, .. } => *len,
        }
    }
}

/// Sends a part of a file; `UnexpectedEof` if the file is shorter.
pub fn send_file(socket: &Socket, file: &File, offset: u64, len: usize) -> io::Result<usize> {
    let mut offset = libc::off_t::try_from(offset).map_err(|_| io::ErrorKind::InvalidInput)?;
    // SAFETY: both descriptors are open for the duration of the call, and `offset` is a valid in-out pointer.
    let count = unsafe {
        libc::sendfile(
            socket.as_raw_fd(),
            file.as_raw_fd(),
            &raw mut offset,
            len.min(1 << 20),
        )
    };
    match usize::try_from(count) {
        // The file became shorter than what was promised to the client.
        Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
        Ok(count) => Ok(count),
        Err(_) => Err(io::Error::last_os_error()),
    }
}

#[cfg(test)]
#[path = "output_tests.rs"]
mod tests;
