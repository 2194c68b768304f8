//! How a process that owns sockets leaves them to its successor: in the queue of a unix socket, which outlives it.

use std::fs::File;
use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::FileExt;

use rustix::fs::{MemfdFlags, memfd_create};
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
};

use crate::engine::session::SessionId;

/// Most connections of one packet. The kernel takes up to 253 descriptors.
pub const BATCH: usize = 128;
/// Bytes that should wait in the queue at most. The kernel may allow less: then some cannot be handed over.
const QUEUE: usize = 8 << 20;

/// What a successor needs to know of a connection beyond what the shared table tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Card {
    /// Its session.
    pub session: SessionId,
    /// Whether it speaks WebSocket.
    pub websocket: bool,
    /// The terms of permessage-deflate as a number, if it was negotiated.
    pub compression: Option<u32>,
    /// Whether a message was pushed in part.
    pub fragmenting: bool,
    /// Whether the application does not want input for now.
    pub paused: bool,
    /// Whether the application was told that much waits to be sent.
    pub above_watermark: bool,
    /// How much luggage follows it.
    pub luggage: Sizes,
}

/// The parts of a connection's luggage, in this order, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// What waits to be sent.
    pub output: u32,
    /// What was received and not decoded.
    pub input: u32,
    /// What the decoder of its WebSocket has left.
    pub decoder: u32,
}

const CARD: usize = 28;

impl Sizes {
    /// All of it, in bytes.
    pub fn total(self) -> u64 {
        [self.output, self.input, self.decoder]
            .map(u64::from)
            .iter()
            .sum()
    }
}

impl Card {
    fn to_bytes(self) -> [u8; CARD] {
        let mut bytes = [0; CARD];
        bytes[..8].copy_from_slice(&self.session.to_le_bytes());
        let Sizes {
            output,
            input,
            decoder,
        } = self.luggage;
        let numbers = [self.compression.unwrap_or(0), output, input, decoder];
        for (place, number) in bytes[8..24].chunks_exact_mut(4).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        let facts = [
            self.websocket,
            self.compression.is_some(),
            self.fragmenting,
            self.paused,
            self.above_watermark,
        ];
        bytes[24] = (0..).zip(facts).map(|(n, fact)| u8::from(fact) << n).sum();
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (session, rest) = bytes.split_first_chunk()?;
        let (numbers, rest) = rest.split_first_chunk::<16>()?;
        let facts = *rest.first()?;
        let number = |n: usize| {
            let bytes = std::array::from_fn(|at| numbers[4 * n + at]);
            u32::from_le_bytes(bytes)
        };
        Some(Self {
            session: SessionId::from_le_bytes(*session),
            websocket: facts & 1 != 0,
            compression: (facts & 2 != 0).then_some(number(0)),
            fragmenting: facts & 4 != 0,
            paused: facts & 8 != 0,
            above_watermark: facts & 16 != 0,
            luggage: Sizes {
                output: number(1),
                input: number(2),
                decoder: number(3),
            },
        })
    }
}

/// Connections that leave together, at most [`BATCH`] of them.
#[derive(Default)]
pub struct Packet {
    cards: Vec<Card>,
    /// What does not fit into the queue: memory that travels as a descriptor before the others.
    luggage: Option<File>,
    /// The bytes in it.
    len: u64,
}

impl Packet {
    /// Adds a connection with its luggage, as long as its card says. Nothing is added after an error.
    pub fn add(&mut self, card: Card, luggage: &[u8]) -> io::Result<()> {
        debug_assert_eq!(card.luggage.total(), luggage.len() as u64);
        if !luggage.is_empty() {
            let file = match &mut self.luggage {
                Some(file) => file,
                none => {
                    let memory = memfd_create(c"handover", MemfdFlags::CLOEXEC)?;
                    none.insert(File::from(memory))
                }
            };
            file.write_all_at(luggage, self.len)?;
            self.len += luggage.len() as u64;
        }
        self.cards.push(card);
        Ok(())
    }

    /// Those in it.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }
}

/// A connection that a predecessor has left.
#[derive(Debug)]
pub struct Taken {
    /// Its socket; `None` if this process may have no more descriptors.
    pub socket: Option<OwnedFd>,
    /// What is known of it.
    pub card: Card,
    /// As much as the card says; an error if it could not be read.
    pub luggage: io::Result<Vec<u8>>,
}

/// The queue of one post.
pub struct Handover {
    giver: OwnedFd,
    taker: OwnedFd,
}

impl Handover {
    /// An empty queue. Made before the fork.
    pub fn new() -> io::Result<Self> {
        let (giver, taker) = socketpair(
            AddressFamily::UNIX,
            SocketType::SEQPACKET,
            SocketFlags::CLOEXEC | SocketFlags::NONBLOCK,
            None,
        )?;
        rustix::net::sockopt::set_socket_send_buffer_size(&giver, QUEUE)?;
        Ok(Self { giver, taker })
    }

    /// Leaves the connections of a packet, whose sockets these are. All of them, or an error: the queue is full, or too many
    /// descriptors are on their way in the whole system.
    pub fn give(&self, packet: &Packet, sockets: &[BorrowedFd<'_>]) -> io::Result<()> {
        let luggage = packet.luggage.as_ref().map(AsFd::as_fd);
        let descriptors: Vec<_> = luggage.into_iter().chain(sockets.iter().copied()).collect();
        let cards: Vec<u8> = packet
            .cards
            .iter()
            .flat_map(|card| card.to_bytes())
            .collect();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(BATCH + 1))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        if sockets.len() != packet.cards.len()
            || sockets.is_empty()
            || !control.push(SendAncillaryMessage::ScmRights(&descriptors))
        {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        sendmsg(&self.giver, &[IoSlice::new(&cards)], &mut control, flags)?;
        Ok(())
    }

    /// Takes some of what a predecessor has left; nothing if that was all.
    pub fn take(&self) -> io::Result<Vec<Taken>> {
        let mut cards = [0; BATCH * CARD];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(BATCH + 1))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let flags = RecvFlags::DONTWAIT | RecvFlags::CMSG_CLOEXEC;
        let received = match recvmsg(
            &self.taker,
            &mut [IoSliceMut::new(&mut cards)],
            &mut control,
            flags,
        ) {
            Ok(received) => received.bytes,
            Err(rustix::io::Errno::AGAIN) => 0,
            Err(error) => return Err(error.into()),
        };
        let mut descriptors = control.drain().flat_map(|message| match message {
            RecvAncillaryMessage::ScmRights(descriptors) => descriptors.collect(),
            _ => Vec::new(),
        });
        let cards: Vec<Card> = cards[..received]
            .chunks(CARD)
            .filter_map(Card::from_bytes)
            .collect();
        let luggage = cards
            .iter()
            .any(|card| card.luggage.total() > 0)
            .then(|| descriptors.next().map(File::from))
            .flatten();
        let mut at = 0;
        Ok(cards
            .into_iter()
            .map(|card| {
                let socket = descriptors.next();
                let len = card.luggage.total();
                let read = read(luggage.as_ref(), at, len);
                at = at.saturating_add(len);
                Taken {
                    socket,
                    card,
                    luggage: read,
                }
            })
            .collect())
    }
}

/// Reads `len` bytes, if there are as many: memory is taken for what is there only.
fn read(file: Option<&File>, at: u64, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if len == 0 {
        return Ok(bytes);
    }
    let file = file.ok_or(io::ErrorKind::UnexpectedEof)?;
    if at.saturating_add(len) > file.metadata()?.len() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let len = usize::try_from(len).map_err(|_| io::ErrorKind::OutOfMemory)?;
    bytes.try_reserve_exact(len)?;
    bytes.resize(len, 0);
    file.read_exact_at(&mut bytes, at)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;
    use crate::engine::testing::fork;

    fn card(session: SessionId, sizes: [u32; 3]) -> Card {
        let [output, input, decoder] = sizes;
        Card {
            session,
            luggage: Sizes {
                output,
                input,
                decoder,
            },
            ..Card::default()
        }
    }

    #[test]
    fn connections_outlive_who_gives_them() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let handover = Handover::new().unwrap();
        let all = [
            Card {
                websocket: true,
                compression: Some(0x00ff_1234),
                fragmenting: true,
                ..card(7, [0, 0, 0])
            },
            Card {
                paused: true,
                ..card(8, [100_000, 0, 23])
            },
            card(9, [0, 0, 0]),
            Card {
                above_watermark: true,
                ..card(i64::MAX, [0, 2, 1])
            },
        ];
        let luggage = |card: &Card| vec![card.session as u8; card.luggage.total() as usize];
        let mut clients: Vec<_> = all.map(|_| TcpStream::connect(address).unwrap()).into();
        fork(|| {
            let mut packet = Packet::default();
            for card in &all {
                packet.add(*card, &luggage(card)).unwrap();
            }
            assert_eq!(packet.cards(), all);
            let sockets = all.map(|_| listener.accept().unwrap().0);
            handover
                .give(&packet, &sockets.each_ref().map(AsFd::as_fd))
                .unwrap();
        })
        .wait();
        let taken = handover.take().unwrap();
        assert!(handover.take().unwrap().is_empty());
        assert_eq!(taken.len(), all.len());
        for (n, taken) in taken.into_iter().enumerate() {
            assert_eq!(taken.card, all[n]);
            assert_eq!(taken.luggage.unwrap(), luggage(&all[n]));
            TcpStream::from(taken.socket.unwrap())
                .write_all(b"from the heir")
                .unwrap();
            let mut text = String::new();
            clients[n].read_to_string(&mut text).unwrap();
            assert_eq!(text, "from the heir");
        }
    }

    #[test]
    fn luggage_that_is_not_there_is_an_error_and_costs_no_memory() {
        let handover = Handover::new().unwrap();
        let file = crate::engine::testing::file(b"");
        let cards = [
            card(1, [0, 3, 0]),
            card(2, [u32::MAX; 3]),
            card(3, [0, 0, 0]),
            card(4, [1, 0, 0]),
        ];
        let packet = Packet {
            cards: cards.into(),
            luggage: Some(crate::engine::testing::file(b"abcd")),
            len: 4,
        };
        handover.give(&packet, &[file.as_fd(); 4]).unwrap();
        let taken = handover.take().unwrap();
        let luggage: Vec<_> = taken.into_iter().map(|taken| taken.luggage.ok()).collect();
        assert_eq!(
            luggage,
            [Some(b"abc".to_vec()), None, Some(Vec::new()), None]
        );

        // The first descriptor is taken for the luggage then: it can be read by nobody.
        let packet = Packet {
            cards: cards.into(),
            ..Packet::default()
        };
        handover.give(&packet, &[file.as_fd(); 4]).unwrap();
        assert!(
            handover
                .take()
                .unwrap()
                .iter()
                .all(|taken| taken.luggage.is_err() || taken.card.session == 3)
        );
        assert!(handover.give(&packet, &[file.as_fd(); 3]).is_err());
    }

    #[test]
    fn a_full_queue_is_an_error() {
        let handover = Handover::new().unwrap();
        let file = crate::engine::testing::file(b"");
        let mut packet = Packet::default();
        for _ in 0..BATCH {
            packet.add(card(1, [0, 1, 0]), b"?").unwrap();
        }
        let sockets = [file.as_fd(); BATCH];
        let given = (0..1_000_000)
            .take_while(|_| handover.give(&packet, &sockets).is_ok())
            .count();
        assert!((1..1_000_000).contains(&given));
        assert_eq!(handover.take().unwrap().len(), BATCH);
    }
}
