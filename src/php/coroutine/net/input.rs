//! What a socket has read ahead of its user: lines, packets and small reads are cut out of it.

use super::framing::{Framing, Head};
use super::transfer::BLOCK;
use super::{Failure, Limit, Outcome, Stream, Transfer};
use crate::php::last_error;
use crate::php::zend::PhpResult;

/// An empty buffer keeps at most so much memory.
const KEPT: usize = 4 * 1024;

/// Bytes that were read and not taken yet. Holds at most what one packet may have, or one line, and a block more.
#[derive(Debug, Default)]
pub struct Input {
    bytes: Vec<u8>,
    /// How many of them were taken.
    taken: usize,
    /// How often something was taken or dropped.
    changes: u64,
}

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub enum Packet<T> {
    /// A packet.
    Whole(T),
    /// The stream has ended; what was no packet yet is lost.
    End,
    /// What came is none; it is lost.
    Malformed(Failure),
}

impl Input {
    /// What was not taken yet.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes[self.taken..]
    }

    /// Number of bytes that were not taken yet.
    pub fn len(&self) -> usize {
        self.bytes.len() - self.taken
    }

    /// Takes the first bytes.
    pub fn consume(&mut self, count: usize) {
        self.changes += 1;
        self.taken += count.min(self.len());
        if self.taken == self.bytes.len() {
            self.clear();
        }
    }

    /// A number that stays the same as long as what is at the front stays there.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    fn clear(&mut self) {
        self.changes += 1;
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
        self.taken = 0;
    }

    /// Waits for more, at most `most` bytes; 0 at the end of the stream.
    fn fill(&mut self, stream: &Stream, most: usize, limit: &Limit) -> Outcome<usize> {
        if self.taken >= BLOCK.min(self.bytes.len() / 2) {
            self.bytes.drain(..self.taken);
            self.taken = 0;
        }
        stream.read(&mut self.bytes, most.min(BLOCK), limit)
    }

    /// Waits until a packet is at the front; tells how many bytes it has. `head` tells what its first bytes say.
    pub fn packet(
        &mut self,
        stream: &Stream,
        framing: &Framing,
        limit: &Limit,
        head: impl FnMut(&mut Self) -> PhpResult<Head>,
    ) -> Outcome<Packet<usize>> {
        if framing.by_length {
            self.packet_by_length(stream, framing, limit, head)
        } else if framing.by_end && !framing.end.is_empty() {
            self.packet_by_end(stream, framing, limit)
        } else {
            self.whatever_comes(stream, limit)
        }
    }

    fn whatever_comes(&mut self, stream: &Stream, limit: &Limit) -> Outcome<Packet<usize>> {
        if self.len() == 0 {
            match self.fill(stream, BLOCK, limit)? {
                Ok(0) => return Ok(Ok(Packet::End)),
                Ok(_) => {}
                Err(failure) => return Ok(Err(failure)),
            }
        }
        Ok(Ok(Packet::Whole(self.len())))
    }

    /// No more is read than the packet has, so that what follows is left for other ways of reading.
    fn packet_by_length(
        &mut self,
        stream: &Stream,
        framing: &Framing,
        limit: &Limit,
        mut head: impl FnMut(&mut Self) -> PhpResult<Head>,
    ) -> Outcome<Packet<usize>> {
        let mut needed = match head(self)? {
            Head::Short(needed) => needed,
            Head::Packet(total) => return self.rest_of(total, stream, framing, limit),
            Head::Malformed => return Ok(Ok(self.malformed())),
        };
        loop {
            let missing = needed.saturating_sub(self.len()).max(1);
            match self.fill(stream, missing, limit)? {
                Ok(0) => return Ok(Ok(self.end())),
                Ok(_) => {}
                Err(failure) => return Ok(Err(failure)),
            }
            match head(self)? {
                Head::Short(more) => needed = more,
                Head::Packet(total) => return self.rest_of(total, stream, framing, limit),
                Head::Malformed => return Ok(Ok(self.malformed())),
            }
        }
    }

    fn rest_of(
        &mut self,
        total: usize,
        stream: &Stream,
        framing: &Framing,
        limit: &Limit,
    ) -> Outcome<Packet<usize>> {
        if total > framing.max_length {
            self.clear();
            return Ok(Err(Failure::with_text(
                last_error::PACKAGE_LENGTH_TOO_LARGE,
                format!("packet length is too big, length={total}"),
            )));
        }
        while self.len() < total {
            match self.fill(stream, total - self.len(), limit)? {
                Ok(0) => return Ok(Ok(self.end())),
                Ok(_) => {}
                Err(failure) => return Ok(Err(failure)),
            }
        }
        Ok(Ok(Packet::Whole(total)))
    }

    fn packet_by_end(
        &mut self,
        stream: &Stream,
        framing: &Framing,
        limit: &Limit,
    ) -> Outcome<Packet<usize>> {
        let end = &framing.end[..];
        // No end begins before this.
        let mut searched = 0;
        loop {
            let found = memchr::memmem::find(&self.as_slice()[searched..], end)
                .map(|at| searched + at + end.len());
            let is_too_long = found.unwrap_or_else(|| self.len() + 1) > framing.max_length;
            if is_too_long {
                self.clear();
                return Ok(Err(Failure::with_text(
                    last_error::PACKAGE_LENGTH_TOO_LARGE,
                    "no package eof, package_max_length exceeded",
                )));
            }
            if let Some(total) = found {
                return Ok(Ok(Packet::Whole(total)));
            }
            searched = (self.len() + 1).saturating_sub(end.len());
            match self.fill(stream, BLOCK, limit)? {
                Ok(0) => return Ok(Ok(self.end())),
                Ok(_) => {}
                Err(failure) => return Ok(Err(failure)),
            }
        }
    }

    fn end(&mut self) -> Packet<usize> {
        self.clear();
        Packet::End
    }

    fn malformed(&mut self) -> Packet<usize> {
        self.clear();
        Packet::Malformed(Failure::with_text(
            last_error::PACKAGE_LENGTH_NOT_FOUND,
            "get package length failed",
        ))
    }

    /// Waits until a line is at the front, its end included, or `most` bytes of it, or the last of the stream: tells how
    /// many bytes it has, 0 at the end of the stream. A carriage return ends a line too.
    pub fn line(&mut self, most: usize, stream: &Stream, limit: &Limit) -> Outcome<usize> {
        let mut searched = 0;
        loop {
            let seen = self.len().min(most);
            let found = memchr::memchr2(b'\n', b'\r', &self.as_slice()[searched..seen]);
            if let Some(at) = found {
                return Ok(Ok(searched + at + 1));
            }
            if seen == most {
                return Ok(Ok(most));
            }
            searched = seen;
            match self.fill(stream, BLOCK, limit)? {
                Ok(0) => return Ok(Ok(self.len())),
                Ok(_) => {}
                Err(failure) => return Ok(Err(failure)),
            }
        }
    }

    /// Waits for more if there are not `most` bytes; tells how many can be taken, 0 at the end of the stream. If there
    /// are some, a failure comes with them.
    pub fn some(&mut self, most: usize, stream: &Stream, limit: &Limit) -> PhpResult<Transfer> {
        let mut failure = None;
        if self.len() < most {
            failure = self.fill(stream, BLOCK, limit)?.err();
        }
        Ok(Transfer {
            bytes: self.len().min(most),
            failure,
        })
    }
}
