//! Messages of any length through a pipe that keeps bounds: cut into pieces, which the receiver puts together again.
//!
//! A piece tells who sends it, how long the message is, and where in it the piece belongs. A process sends a receiver one message
//! after the other: the beginning of its next one ends one that it has given up. What the dead have begun is dropped.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::os::fd::RawFd;
use std::time::{Duration, Instant};

use super::pipe::{self, Awaited};
use crate::engine::shared::Owner;

/// Bytes of the longest message.
pub const LONGEST: usize = 1 << 30;
/// Bytes of all messages that have begun to come.
const MOST_HELD: usize = LONGEST;
/// Bytes of messages that are kept, because they came while this process was sending.
const MOST_KEPT: usize = 64 * 1024 * 1024;
/// Bytes of a piece, at most and at least, its header among them.
const LARGEST_PIECE: usize = 64 * 1024;
const SMALLEST_PIECE: usize = 1024;
/// Sender, length of the message, place of the piece.
const HEADER: usize = 24;
/// More pieces than there are in a pipe at any time.
const MANY: u64 = 1 << 16;

/// Cuts a message for a pipe whose sender's side has a buffer of so many bytes.
pub fn cut(sender: Owner, message: &[u8], buffer: usize) -> impl Iterator<Item = Box<[u8]>> {
    let size = (buffer / 4).clamp(SMALLEST_PIECE, LARGEST_PIECE) - HEADER;
    let mut at = 0;
    let mut is_over = false;
    std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        let part = &message[at..message.len().min(at + size)];
        let mut piece = Vec::with_capacity(HEADER + part.len());
        for word in [sender.bits(), message.len() as u64, at as u64] {
            piece.extend_from_slice(&word.to_ne_bytes());
        }
        piece.extend_from_slice(part);
        at += part.len();
        is_over = at >= message.len();
        Some(piece.into_boxed_slice())
    })
}

/// Sends pieces, each of which waits for room for `limit` at most. Meanwhile messages to this process itself are taken, if it
/// has a receiver: whoever sends them may be waiting as well.
pub fn send(
    fd: RawFd,
    pieces: impl Iterator<Item = Box<[u8]>>,
    limit: Duration,
    mut own: Option<&mut Receiver>,
) -> io::Result<()> {
    for piece in pieces {
        let end = Instant::now() + limit;
        while let Err(error) = pipe::write_some(fd, &piece) {
            let left = end.saturating_duration_since(Instant::now());
            if error.kind() != io::ErrorKind::WouldBlock || left.is_zero() {
                return Err(error);
            }
            let mut awaited = vec![Awaited::room(fd)];
            if let Some(own) = own.as_deref().filter(|own| own.kept_bytes < MOST_KEPT) {
                awaited.push(Awaited::input(own.fd));
            }
            pipe::wait(&mut awaited, left)?;
            if let (Some(own), [_, input]) = (own.as_deref_mut(), &awaited[..])
                && input.is_ready()
            {
                own.keep()?;
            }
        }
    }
    Ok(())
}

/// What has come of a message.
struct Begun {
    total: usize,
    bytes: Vec<u8>,
    /// How many pieces of all had come when its last one came.
    at: u64,
    /// Its sender has died. What it has sent may be in the pipe yet.
    is_orphan: bool,
}

/// What a piece has led to.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A message is complete.
    Message(Vec<u8>),
    /// Others have to come.
    More,
    /// A message was dropped, for this reason.
    Lost(&'static str),
}

/// Puts pieces together.
#[derive(Default)]
pub struct Assembler {
    begun: BTreeMap<u64, Begun>,
    held: usize,
    pieces: u64,
}

impl Assembler {
    /// Takes the next piece.
    pub fn take(&mut self, piece: &[u8]) -> Outcome {
        self.pieces += 1;
        let Some((sender, total, offset, part)) = parse(piece) else {
            return Outcome::Lost("what has come is no piece of a message");
        };
        if offset == 0 {
            self.forget(sender);
            if part.len() == total {
                return Outcome::Message(part.to_vec());
            }
            self.forget_the_long_dead();
            let begun = Begun {
                total,
                bytes: Vec::new(),
                at: 0,
                is_orphan: false,
            };
            self.begun.insert(sender, begun);
        }
        let is_last = offset + part.len() == total;
        let fits = self.held + part.len() <= MOST_HELD;
        let Some(begun) = self.begun.get_mut(&sender) else {
            // Whoever was here before has taken its beginning along, or it was given up. That is told once.
            return if is_last {
                Outcome::Lost("the beginning of a message is missing")
            } else {
                Outcome::More
            };
        };
        if begun.total != total || begun.bytes.len() != offset {
            self.forget(sender);
            return Outcome::Lost("a piece of a message is missing");
        }
        if !fits || !make_room(&mut begun.bytes, part.len(), total) {
            self.forget(sender);
            return Outcome::Lost("there is no memory for a message");
        }
        begun.bytes.extend_from_slice(part);
        begun.at = self.pieces;
        self.held += part.len();
        if !is_last {
            return Outcome::More;
        }
        match self.forget(sender) {
            Some(begun) => Outcome::Message(begun.bytes),
            None => Outcome::More,
        }
    }

    /// Drops what the dead have begun, when nothing more of theirs is in the pipe. True if that was empty before it was known that
    /// one of them is dead: the caller looks again.
    fn is_to_look_again(&mut self) -> bool {
        self.drop_if(|begun, _| begun.is_orphan);
        let mut found = false;
        for (sender, begun) in &mut self.begun {
            begun.is_orphan = !is_alive(*sender);
            found |= begun.is_orphan;
        }
        found
    }

    /// Of a pipe that is never empty.
    fn forget_the_long_dead(&mut self) {
        let now = self.pieces;
        self.drop_if(|begun, sender| now - begun.at > MANY && !is_alive(sender));
    }

    fn drop_if(&mut self, condition: impl Fn(&Begun, u64) -> bool) {
        let held = &mut self.held;
        self.begun.retain(|sender, begun| {
            let drops = condition(begun, *sender);
            if drops {
                *held -= begun.bytes.len();
            }
            !drops
        });
    }

    fn forget(&mut self, sender: u64) -> Option<Begun> {
        let begun = self.begun.remove(&sender)?;
        self.held -= begun.bytes.len();
        Some(begun)
    }
}

fn is_alive(sender: u64) -> bool {
    Owner::from_bits(sender).is_some_and(Owner::is_alive)
}

/// Room for more, which grows as it is needed: nobody makes others take memory by telling a length.
fn make_room(bytes: &mut Vec<u8>, more: usize, total: usize) -> bool {
    if bytes.capacity() - bytes.len() >= more {
        return true;
    }
    let wanted = (2 * bytes.capacity()).min(total).max(bytes.len() + more);
    bytes.try_reserve_exact(wanted - bytes.len()).is_ok()
}

fn parse(piece: &[u8]) -> Option<(u64, usize, usize, &[u8])> {
    let (header, part) = piece.split_at_checked(HEADER)?;
    let word = |at: usize| {
        let bytes = header.get(at * 8..at * 8 + 8)?;
        Some(u64::from_ne_bytes(bytes.try_into().ok()?))
    };
    let total = usize::try_from(word(1)?).ok()?;
    let offset = usize::try_from(word(2)?).ok()?;
    let is_within = total <= LONGEST && offset <= total && part.len() <= total - offset;
    let is_whole = !part.is_empty() || total == 0;
    (is_within && is_whole).then_some((word(0)?, total, offset, part))
}

/// The receiver of a pipe.
pub struct Receiver {
    fd: RawFd,
    buffer: Box<[u8]>,
    assembler: Assembler,
    kept: VecDeque<Vec<u8>>,
    kept_bytes: usize,
    tell: fn(&str),
}

impl Receiver {
    /// Of a pipe's end, which others keep open. `tell` is told why messages were dropped.
    pub fn new(fd: RawFd, tell: fn(&str)) -> Self {
        Self {
            fd,
            buffer: vec![0; LARGEST_PIECE].into(),
            assembler: Assembler::default(),
            kept: VecDeque::new(),
            kept_bytes: 0,
            tell,
        }
    }

    /// The next message, of what is there.
    pub fn take(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(message) = self.take_kept() {
            return Ok(Some(message));
        }
        loop {
            match self.read() {
                Ok(Some(message)) => return Ok(Some(message)),
                Ok(None) => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if !self.assembler.is_to_look_again() {
                        return Ok(None);
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The next message of those that were taken while this process was sending.
    pub fn take_kept(&mut self) -> Option<Vec<u8>> {
        let message = self.kept.pop_front()?;
        self.kept_bytes -= message.len();
        Some(message)
    }

    /// Whether there is such a message.
    pub fn has_kept(&self) -> bool {
        !self.kept.is_empty()
    }

    /// Whether parts of messages have come, which nobody else could put together with the rest.
    pub fn is_amid(&self) -> bool {
        !self.assembler.begun.is_empty()
    }

    fn read(&mut self) -> io::Result<Option<Vec<u8>>> {
        let count = pipe::read(self.fd, &mut self.buffer, Some(Duration::ZERO))?;
        match self.assembler.take(&self.buffer[..count]) {
            Outcome::Message(message) => Ok(Some(message)),
            Outcome::More => Ok(None),
            Outcome::Lost(reason) => {
                (self.tell)(reason);
                Ok(None)
            }
        }
    }

    /// Takes a piece, to make room for others.
    fn keep(&mut self) -> io::Result<()> {
        match self.read() {
            Ok(Some(message)) => {
                self.kept_bytes += message.len();
                self.kept.push_back(message);
                Ok(())
            }
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pipe::{End, Pipe};
    use super::*;
    use crate::engine::testing::fork;

    const BUFFER: usize = 8192;

    fn sender(number: u64) -> Owner {
        Owner::from_bits(number).unwrap()
    }

    fn text(length: usize, seed: usize) -> Vec<u8> {
        (0..length).map(|at| (at * 31 + seed) as u8).collect()
    }

    fn pieces(number: u64, message: &[u8]) -> Vec<Box<[u8]>> {
        cut(sender(number), message, BUFFER).collect()
    }

    #[test]
    fn a_message_of_any_length_comes_as_it_was() {
        let mut assembler = Assembler::default();
        for length in [0, 1, 2023, 2024, 2025, 4048, 100_000] {
            let message = text(length, length);
            let mut all = pieces(1, &message);
            assert!(all.iter().all(|piece| piece.len() <= BUFFER / 4));
            let last = all.pop().unwrap();
            for piece in all {
                assert_eq!(assembler.take(&piece), Outcome::More);
            }
            assert_eq!(assembler.take(&last), Outcome::Message(message));
        }
        assert_eq!((assembler.held, assembler.begun.len()), (0, 0));
    }

    #[test]
    fn pieces_of_many_are_told_apart() {
        let messages: Vec<_> = (1..6).map(|seed| text(seed * 3000, seed)).collect();
        let mut cut: Vec<_> = (1..)
            .zip(&messages)
            .map(|(number, message)| VecDeque::from(pieces(number, message)))
            .collect();
        let (mut assembler, mut met) = (Assembler::default(), Vec::new());
        while cut.iter().any(|rest| !rest.is_empty()) {
            for rest in &mut cut {
                if let Some(piece) = rest.pop_front()
                    && let Outcome::Message(message) = assembler.take(&piece)
                {
                    met.push(message);
                }
            }
        }
        assert_eq!(met, messages);
    }

    #[test]
    fn what_was_given_up_ends_with_the_next_message() {
        let mut assembler = Assembler::default();
        let (first, second) = (pieces(1, &text(9000, 0)), text(5000, 1));
        assembler.take(&first[0]);
        assembler.take(&first[1]);
        let outcomes: Vec<_> = pieces(1, &second)
            .iter()
            .map(|piece| assembler.take(piece))
            .collect();
        assert_eq!(outcomes.last(), Some(&Outcome::Message(second)));
        assert_eq!(assembler.held, 0);
        // Its rest, if that should come, is told of once.
        assert_eq!(assembler.take(&first[2]), Outcome::More);
        assert!(matches!(
            assembler.take(first.last().unwrap()),
            Outcome::Lost(_)
        ));
        // One with a hole is none.
        assembler.take(&first[0]);
        assert!(matches!(assembler.take(&first[2]), Outcome::Lost(_)));
        assert_eq!(assembler.held, 0);
    }

    #[test]
    fn what_is_no_piece_is_dropped() {
        let mut assembler = Assembler::default();
        let forged = |total: u64, offset: u64, length: usize| {
            let mut piece: Vec<u8> = [1, total, offset]
                .iter()
                .flat_map(|word: &u64| word.to_ne_bytes())
                .collect();
            piece.resize(HEADER + length, 7);
            piece
        };
        for piece in [
            vec![],
            vec![0; HEADER - 1],
            forged(4, 0, 5),
            forged(4, 5, 0),
            forged(4, 0, 0),
            forged(4, u64::MAX, 1),
            forged(u64::MAX, 0, 1),
            forged(LONGEST as u64 + 1, 0, 1),
        ] {
            assert!(matches!(assembler.take(&piece), Outcome::Lost(_)));
        }
        // A length alone takes no memory.
        assembler.take(&forged(LONGEST as u64, 0, 1));
        assert!(assembler.begun[&1].bytes.capacity() < 1000);
    }

    #[test]
    fn what_the_dead_have_sent_as_a_whole_comes_and_the_rest_is_dropped() {
        let pipe = Pipe::new(true).unwrap();
        let fd = |end| pipe.descriptor(end).unwrap();
        let (master, worker) = (fd(End::Master), fd(End::Worker));
        let mut receiver = Receiver::new(worker, |_| {});
        let whole = text(9000, 3);
        for count in [usize::MAX, 2] {
            let cut = |message: &[u8]| cut(Owner::current(), message, BUFFER).collect::<Vec<_>>();
            fork(|| {
                for piece in cut(&whole).iter().take(count) {
                    pipe::write(master, piece, None).unwrap();
                }
            })
            .wait();
            for piece in &cut(b"ours") {
                pipe::write(master, piece, None).unwrap();
            }
            if count > 2 {
                assert_eq!(receiver.take().unwrap().as_ref(), Some(&whole));
            }
            assert_eq!(receiver.take().unwrap().as_deref(), Some(&b"ours"[..]));
            assert_eq!(receiver.take().unwrap(), None);
            assert_eq!(receiver.assembler.held, 0);
        }
    }

    #[test]
    fn one_sends_itself_more_than_fits_into_the_pipe() {
        let pipe = Pipe::new(true).unwrap();
        let fd = |end| pipe.descriptor(end).unwrap();
        let mut receiver = Receiver::new(fd(End::Worker), |_| {});
        let message = text(20_000_000, 5);
        let pieces = cut(Owner::current(), &message, 1 << 20);
        let limit = Duration::from_secs(5);
        send(fd(End::Master), pieces, limit, Some(&mut receiver)).unwrap();
        assert_eq!(receiver.take().unwrap(), Some(message.clone()));
        let pieces = cut(Owner::current(), &message, 1 << 20);
        let error = send(fd(End::Master), pieces, Duration::from_millis(1), None).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    }
}
