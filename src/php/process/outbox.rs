//! What a pipe has no room for now, which the event loop writes when there is.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::rc::{Rc, Weak};

use socket2::Socket;

use crate::engine::process::pipe::{self, End, Pipe};
use crate::php::sched::descriptor::{Direction, Watch};
use crate::php::zend::thread::OneThread;

/// Bytes that wait for one pipe at most.
const MOST_WAITING: usize = 64 * 1024 * 1024;
/// Bytes of a stream that are written at once.
const AT_ONCE: usize = 64 * 1024;

/// Which pipe, by its address, and which of its ends.
type Key = (usize, usize);

fn key(pipe: &Rc<Pipe>, end: End) -> Key {
    (Rc::as_ptr(pipe).addr(), end as usize)
}

/// What waits for one end of a pipe. Its descriptor is one of its own, so that what was written arrives although whoever has
/// written it drops the pipe; the peer's is not, so that the loop does not wait for a peer that has gone. The watch goes
/// before what it watches: fields are dropped in this order.
struct Outbox {
    watch: Watch,
    socket: Socket,
    keeps_bounds: bool,
    waiting: RefCell<Waiting>,
    key: Key,
    /// While this is there, no other pipe gets the address.
    _pipe: Weak<Pipe>,
}

#[derive(Default)]
struct Waiting {
    pieces: VecDeque<Box<[u8]>>,
    /// Bytes of the first piece that are written.
    written: usize,
    /// Bytes of all pieces.
    bytes: usize,
}

impl From<VecDeque<Box<[u8]>>> for Waiting {
    fn from(pieces: VecDeque<Box<[u8]>>) -> Self {
        let bytes = pieces.iter().map(|piece| piece.len()).sum();
        Self {
            pieces,
            written: 0,
            bytes,
        }
    }
}

// SAFETY: code of PHP's thread only.
static OUTBOXES: OneThread<RefCell<BTreeMap<Key, Rc<Outbox>>>> =
    unsafe { OneThread::new(RefCell::new(BTreeMap::new())) };

fn existing(key: Key) -> Option<Rc<Outbox>> {
    OUTBOXES.get().borrow().get(&key).cloned()
}

fn descriptor(pipe: &Pipe, end: End) -> io::Result<RawFd> {
    let fd = pipe.descriptor(end);
    fd.ok_or_else(|| io::Error::from_raw_os_error(libc::EBADF))
}

/// Writes now, or has the loop write when there is room. Fails with `ENOBUFS` if too much waits already.
pub fn send(pipe: &Rc<Pipe>, end: End, bytes: &[u8]) -> io::Result<()> {
    if let Some(outbox) = existing(key(pipe, end)) {
        return outbox.append([Box::from(bytes)]);
    }
    let rest = write_now(descriptor(pipe, end)?, bytes, pipe.keeps_bounds())?;
    if rest.is_empty() {
        return Ok(());
    }
    Outbox::begin(pipe, end, VecDeque::from([Box::from(rest)]))
}

/// The same, of the pieces of one message: all or none of them.
pub fn send_pieces(pipe: &Rc<Pipe>, end: End, mut pieces: VecDeque<Box<[u8]>>) -> io::Result<()> {
    if let Some(outbox) = existing(key(pipe, end)) {
        return outbox.append(pieces);
    }
    let fd = descriptor(pipe, end)?;
    while let Some(piece) = pieces.front() {
        if !write_now(fd, piece, true)?.is_empty() {
            return Outbox::begin(pipe, end, pieces);
        }
        pieces.pop_front();
    }
    Ok(())
}

/// Writes what there is room for; what is left comes back: all of a message or nothing.
fn write_now(fd: RawFd, bytes: &[u8], keeps_bounds: bool) -> io::Result<&[u8]> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let piece = if keeps_bounds {
            rest
        } else {
            &rest[..rest.len().min(AT_ONCE)]
        };
        match pipe::write_some(fd, piece) {
            Ok(count) => rest = &rest[count..],
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
            Err(error) => return Err(error),
        }
    }
    Ok(rest)
}

impl Outbox {
    fn begin(pipe: &Rc<Pipe>, end: End, pieces: VecDeque<Box<[u8]>>) -> io::Result<()> {
        let socket = pipe.duplicate(end)?;
        let outbox = Rc::new(Self {
            watch: Watch::new(socket.as_raw_fd())?,
            socket,
            keeps_bounds: pipe.keeps_bounds(),
            waiting: RefCell::new(pieces.into()),
            key: key(pipe, end),
            _pipe: Rc::downgrade(pipe),
        });
        let weak = Rc::downgrade(&outbox);
        let flush = move || {
            if let Some(outbox) = weak.upgrade() {
                outbox.flush();
            }
        };
        outbox.watch.listen(Direction::Write, Some(Rc::new(flush)));
        OUTBOXES.get().borrow_mut().insert(outbox.key, outbox);
        Ok(())
    }

    fn append(&self, more: impl Into<VecDeque<Box<[u8]>>>) -> io::Result<()> {
        let mut more = Waiting::from(more.into());
        let mut waiting = self.waiting.borrow_mut();
        if waiting.bytes + more.bytes > MOST_WAITING {
            return Err(io::Error::from_raw_os_error(libc::ENOBUFS));
        }
        waiting.bytes += more.bytes;
        waiting.pieces.append(&mut more.pieces);
        Ok(())
    }

    /// There is room. On an error what waits is dropped: nobody will take it.
    fn flush(&self) {
        let mut waiting = self.waiting.borrow_mut();
        let Waiting {
            pieces,
            written,
            bytes,
        } = &mut *waiting;
        while let Some(piece) = pieces.front() {
            let fd = self.socket.as_raw_fd();
            match write_now(fd, &piece[*written..], self.keeps_bounds) {
                Ok([]) => {
                    *bytes -= piece.len();
                    *written = 0;
                    pieces.pop_front();
                }
                Ok(rest) => {
                    *written = piece.len() - rest.len();
                    return;
                }
                Err(_) => break,
            }
        }
        drop(waiting);
        forget_key(self.key);
    }
}

/// Drops what waits to be written into an end that is closed.
pub fn forget(pipe: &Rc<Pipe>, end: End) {
    forget_key(key(pipe, end));
}

fn forget_key(key: Key) {
    let outbox = OUTBOXES.get().borrow_mut().remove(&key);
    drop(outbox);
}

/// What waits is dropped: in a child process, whose parent writes it, and at the end of the request.
pub fn clear() {
    let all = OUTBOXES.get().take();
    drop(all);
}
