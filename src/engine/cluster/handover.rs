//! How a process that owns sockets leaves them to its successor: in the queue of a unix socket, which outlives it.

use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{BorrowedFd, OwnedFd};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// Its session.
    pub session: SessionId,
    /// Whether it speaks WebSocket.
    pub websocket: bool,
    /// The terms of permessage-deflate as a number, if it was negotiated.
    pub compression: Option<u32>,
}

const CARD: usize = 16;

impl Card {
    fn to_bytes(self) -> [u8; CARD] {
        let mut bytes = [0; CARD];
        bytes[..8].copy_from_slice(&self.session.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.compression.unwrap_or(0).to_le_bytes());
        bytes[12] = u8::from(self.websocket) | u8::from(self.compression.is_some()) << 1;
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (session, rest) = bytes.split_first_chunk()?;
        let (terms, rest) = rest.split_first_chunk()?;
        let flags = *rest.first()?;
        Some(Self {
            session: SessionId::from_le_bytes(*session),
            websocket: flags & 1 != 0,
            compression: (flags & 2 != 0).then_some(u32::from_le_bytes(*terms)),
        })
    }
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

    /// Leaves connections, at most [`BATCH`] of them. All of them, or an error: the queue is full, or too many descriptors
    /// are on their way in the whole system.
    pub fn give(&self, connections: &[(BorrowedFd<'_>, Card)]) -> io::Result<()> {
        let sockets: Vec<_> = connections.iter().map(|(socket, _)| *socket).collect();
        let cards: Vec<u8> = connections
            .iter()
            .flat_map(|(_, card)| card.to_bytes())
            .collect();
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(BATCH))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        if !control.push(SendAncillaryMessage::ScmRights(&sockets)) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
        sendmsg(&self.giver, &[IoSlice::new(&cards)], &mut control, flags)?;
        Ok(())
    }

    /// Takes some of what a predecessor has left; nothing if that was all.
    pub fn take(&self) -> io::Result<Vec<(OwnedFd, Card)>> {
        let mut cards = [0; BATCH * CARD];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(BATCH))];
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
        let sockets = control.drain().flat_map(|message| match message {
            RecvAncillaryMessage::ScmRights(sockets) => sockets.collect(),
            _ => Vec::new(),
        });
        let cards = cards[..received].chunks(CARD).filter_map(Card::from_bytes);
        Ok(sockets.zip(cards).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::os::fd::AsFd;

    use super::*;
    use crate::engine::testing::fork;

    #[test]
    fn connections_outlive_who_gives_them() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let handover = Handover::new().unwrap();
        let cards = [
            Card {
                session: 7,
                websocket: true,
                compression: Some(0x00ff_1234),
            },
            Card {
                session: i64::MAX,
                websocket: false,
                compression: None,
            },
        ];
        let mut clients: Vec<_> = cards.map(|_| TcpStream::connect(address).unwrap()).into();
        fork(|| {
            let sockets = cards.map(|_| listener.accept().unwrap().0);
            let all: Vec<_> = sockets.iter().map(AsFd::as_fd).zip(cards).collect();
            handover.give(&all).unwrap();
        })
        .wait();
        let taken = handover.take().unwrap();
        assert!(handover.take().unwrap().is_empty());
        assert_eq!(taken.len(), 2);
        for (n, (socket, card)) in taken.into_iter().enumerate() {
            assert_eq!(card, cards[n]);
            TcpStream::from(socket).write_all(b"from the heir").unwrap();
            let mut text = String::new();
            clients[n].read_to_string(&mut text).unwrap();
            assert_eq!(text, "from the heir");
        }
    }

    #[test]
    fn a_full_queue_is_an_error() {
        let handover = Handover::new().unwrap();
        let file = crate::engine::testing::file(b"");
        let card = Card {
            session: 1,
            websocket: false,
            compression: None,
        };
        let batch = vec![(file.as_fd(), card); BATCH];
        let given = (0..1_000_000)
            .take_while(|_| handover.give(&batch).is_ok())
            .count();
        assert!((1..1_000_000).contains(&given));
        assert_eq!(handover.take().unwrap().len(), BATCH);
    }
}
