//! A blocking client that speaks as badly as a test wants.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};

use super::harness::PATIENCE;
use crate::protocol::websocket::close::parse_close_payload;
use crate::protocol::websocket::{CloseCode, FrameHeader, Opcode, encode_frame, unpack_frame};

/// The masking key of all frames.
pub const MASK: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

/// A frame as it came from the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub fin: bool,
    pub rsv1: bool,
    pub opcode: Opcode,
    pub payload: Vec<u8>,
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// What a read came to when it brought no bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The server has closed.
    Stream,
    /// The server has reset the connection.
    Reset,
}

pub struct Client {
    pub stream: TcpStream,
    input: Vec<u8>,
}

impl Client {
    pub fn connect(address: SocketAddr) -> Self {
        Self::over(TcpStream::connect(address).expect("the server listens"))
    }

    /// A client whose kernel takes little that it does not read.
    pub fn connect_narrow(address: SocketAddr) -> Self {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None).expect("socket");
        socket.set_recv_buffer_size(4096).expect("any size");
        socket.connect(&address.into()).expect("the server listens");
        Self::over(socket.into())
    }

    fn over(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).expect("not zero");
        stream.set_write_timeout(Some(PATIENCE)).expect("not zero");
        stream.set_nodelay(true).expect("a TCP socket");
        Self {
            stream,
            input: Vec::new(),
        }
    }

    /// An open WebSocket.
    pub fn websocket(address: SocketAddr) -> Self {
        Self::connect(address).upgraded("")
    }

    /// Upgrades, with further header lines.
    pub fn upgraded(mut self, headers: &str) -> Self {
        self.send(handshake(headers).as_bytes());
        assert_eq!(self.read_head().status, 101);
        self
    }

    #[track_caller]
    pub fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).expect("the server reads");
    }

    /// Sends one byte per packet.
    #[track_caller]
    pub fn send_byte_by_byte(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.send(std::slice::from_ref(byte));
        }
    }

    /// Sends a GET request.
    #[track_caller]
    pub fn get(&mut self, target: &str) {
        self.send(get(target).as_bytes());
    }

    #[track_caller]
    pub fn send_frame(&mut self, opcode: Opcode, payload: &[u8]) {
        self.send(&frame(opcode, payload));
    }

    #[track_caller]
    pub fn text(&mut self, text: &str) {
        self.send_frame(Opcode::Text, text.as_bytes());
    }

    /// Says that nothing more will come.
    pub fn finish(&self) {
        self.stream.shutdown(Shutdown::Write).expect("connected");
    }

    /// Closes so that the server gets a reset.
    pub fn reset(self) {
        SockRef::from(&self.stream)
            .set_linger(Some(Duration::ZERO))
            .expect("a TCP socket");
    }

    /// Reads once; what comes is appended to the input.
    #[track_caller]
    fn read_more(&mut self) -> Result<(), End> {
        let mut bytes = [0; 64 * 1024];
        match self.stream.read(&mut bytes) {
            Ok(0) => Err(End::Stream),
            Ok(count) => {
                self.input.extend_from_slice(&bytes[..count]);
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::ConnectionReset => Err(End::Reset),
            Err(error) => panic!("{error} instead of an answer"),
        }
    }

    /// The next `count` bytes.
    #[track_caller]
    pub fn read(&mut self, count: usize) -> Vec<u8> {
        while self.input.len() < count {
            if let Err(end) = self.read_more() {
                panic!("{end:?} after {} of {count} bytes", self.input.len());
            }
        }
        self.input.drain(..count).collect()
    }

    /// A response's head; its body is not read.
    #[track_caller]
    pub fn read_head(&mut self) -> Response {
        loop {
            let end = self.input.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                let head = String::from_utf8(self.input.drain(..end + 4).collect()).expect("ASCII");
                let status = head[9..12].parse().expect("a status line");
                return Response {
                    status,
                    head,
                    body: Vec::new(),
                };
            }
            if let Err(end) = self.read_more() {
                panic!("{end:?} instead of a response");
            }
        }
    }

    /// A whole response with a Content-Length.
    #[track_caller]
    pub fn read_response(&mut self) -> Response {
        let mut response = self.read_head();
        let length = response
            .head
            .lines()
            .find_map(|line| line.strip_prefix("Content-Length: "))
            .expect("a length");
        response.body = self.read(length.parse().expect("a number"));
        response
    }

    /// The next frame.
    #[track_caller]
    pub fn read_frame(&mut self) -> Frame {
        loop {
            let unpacked = unpack_frame(&self.input).expect("a valid frame");
            if let Some(raw) = unpacked {
                assert_eq!(raw.header.mask, None, "a server's frames are not masked");
                let frame = Frame {
                    fin: raw.header.fin,
                    rsv1: raw.header.rsv1,
                    opcode: raw.header.opcode,
                    payload: raw.payload.to_vec(),
                };
                let used = raw.header.encode().as_slice().len() + frame.payload.len();
                self.input.drain(..used);
                return frame;
            }
            if let Err(end) = self.read_more() {
                panic!("{end:?} instead of a frame");
            }
        }
    }

    /// The text of the next frame, which must be a whole text message.
    #[track_caller]
    pub fn read_text(&mut self) -> String {
        let frame = self.read_frame();
        assert_eq!((frame.opcode, frame.fin), (Opcode::Text, true), "{frame:?}");
        String::from_utf8(frame.payload).expect("UTF-8")
    }

    /// The code and reason of the next frame, which must be a close frame.
    #[track_caller]
    pub fn read_close(&mut self) -> (Option<CloseCode>, String) {
        let frame = self.read_frame();
        assert_eq!(frame.opcode, Opcode::Close, "{frame:?}");
        let (code, reason) = parse_close_payload(&frame.payload).expect("a valid payload");
        (code, String::from_utf8_lossy(reason).into_owned())
    }

    /// Reads to the end, and returns what came before it.
    #[track_caller]
    pub fn read_to_end(&mut self) -> (Vec<u8>, End) {
        loop {
            if let Err(end) = self.read_more() {
                return (std::mem::take(&mut self.input), end);
            }
        }
    }

    /// Checks that the server has closed and sent nothing more.
    #[track_caller]
    pub fn expect_end(&mut self) {
        let (rest, end) = self.read_to_end();
        assert_eq!((rest.len(), end), (0, End::Stream));
    }
}

/// A GET request.
pub fn get(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: test\r\n\r\n")
}

/// An opening handshake with further header lines.
pub fn handshake(headers: &str) -> String {
    format!(
        "GET /chat HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n"
    )
}

/// A whole masked frame.
pub fn frame(opcode: Opcode, payload: &[u8]) -> Vec<u8> {
    fragment(opcode, true, payload)
}

/// A masked frame that may be a fragment.
pub fn fragment(opcode: Opcode, fin: bool, payload: &[u8]) -> Vec<u8> {
    let header = FrameHeader {
        fin,
        mask: Some(MASK),
        ..FrameHeader::new(opcode, 0)
    };
    let mut bytes = Vec::new();
    encode_frame(&header, payload, &mut bytes);
    bytes
}

/// The payload of a close frame.
pub fn close_payload(code: u16, reason: &[u8]) -> Vec<u8> {
    let mut payload = code.to_be_bytes().to_vec();
    payload.extend_from_slice(reason);
    payload
}
