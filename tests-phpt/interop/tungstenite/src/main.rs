//! The tungstenite crate against interop/server.php: `cargo run -- PORT`.
//!
//! Prints one line a test, "ok NAME" or "FAILED NAME: why", and exits with 1 when one failed.

use std::error::Error;
use std::net::TcpStream;
use std::panic;
use std::process::ExitCode;
use std::time::Duration;

use tungstenite::client::IntoClientRequest;
use tungstenite::handshake::client::Response;
use tungstenite::protocol::frame::coding::{CloseCode, Data, OpCode};
use tungstenite::protocol::frame::{CloseFrame, Frame};
use tungstenite::{Message, WebSocket};

type Outcome = Result<(), Box<dyn Error>>;
type Socket = WebSocket<TcpStream>;
/// Gets the server's port.
type Test = fn(u16) -> Outcome;

const TESTS: &[(&str, Test)] = &[
    (
        "text, binary and empty messages",
        text_binary_and_empty_messages,
    ),
    ("large messages", large_messages),
    ("fragments from the client", fragments_from_the_client),
    ("fragments from the server", fragments_from_the_server),
    ("ping from the client", ping_from_the_client),
    ("ping from the server", ping_from_the_server),
    ("close by the client", close_by_the_client),
    ("close by the server", close_by_the_server),
    ("subprotocol", subprotocol),
    ("many messages in order", many_messages_in_order),
];

fn main() -> ExitCode {
    let port = std::env::args()
        .nth(1)
        .and_then(|port| port.parse().ok())
        .expect("usage: PROGRAM PORT");
    // A failed assertion is reported as the test's outcome.
    panic::set_hook(Box::new(|_| {}));
    let mut failed = false;
    for (name, test) in TESTS {
        match panic::catch_unwind(|| test(port)) {
            Ok(Ok(())) => println!("ok {name}"),
            Ok(Err(error)) => {
                failed = true;
                println!("FAILED {name}: {error}");
            }
            Err(panic) => {
                failed = true;
                let text = panic.downcast_ref::<String>().map(String::as_str);
                println!("FAILED {name}: {}", text.unwrap_or("assertion failed"));
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

fn connect(port: u16, protocols: Option<&str>) -> Result<(Socket, Response), Box<dyn Error>> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.set_nodelay(true)?;
    let mut request = format!("ws://127.0.0.1:{port}/").into_client_request()?;
    if let Some(protocols) = protocols {
        request
            .headers_mut()
            .insert("Sec-WebSocket-Protocol", protocols.parse()?);
    }
    Ok(tungstenite::client(request, stream)?)
}

fn echo(socket: &mut Socket, message: Message) -> Outcome {
    socket.send(message.clone())?;
    let answer = socket.read()?;
    assert_eq!(answer.len(), message.len());
    assert!(answer == message, "the answer differs");
    Ok(())
}

fn order(socket: &mut Socket, json: &str) -> Outcome {
    Ok(socket.send(Message::text(json))?)
}

/// Closes and reads until the server has closed, too.
fn finish(mut socket: Socket) -> Outcome {
    socket.close(None)?;
    loop {
        match socket.read() {
            Ok(_) => {}
            Err(tungstenite::Error::ConnectionClosed) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}

fn text_binary_and_empty_messages(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    echo(&mut socket, Message::text("Grüße, 世界, 🙂"))?;
    echo(&mut socket, Message::binary(vec![0, 255, 1, 254]))?;
    echo(&mut socket, Message::text(""))?;
    echo(&mut socket, Message::binary(vec![]))?;
    finish(socket)
}

fn large_messages(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    for length in [125, 126, 65_535, 65_536, 5_000_000] {
        let bytes: Vec<u8> = (0..length)
            .map(|i: u32| i.to_le_bytes()[i as usize % 4])
            .collect();
        echo(&mut socket, Message::binary(bytes))?;
    }
    finish(socket)
}

fn fragments_from_the_client(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    let parts = [
        ("one ", Data::Text, false),
        ("two ", Data::Continue, false),
        ("three", Data::Continue, true),
    ];
    for (part, opcode, last) in parts {
        let frame = Frame::message(part, OpCode::Data(opcode), last);
        socket.send(Message::Frame(frame))?;
        if !last {
            socket.send(Message::Ping("between".into()))?;
            assert_eq!(socket.read()?, Message::Pong("between".into()));
        }
    }
    assert_eq!(socket.read()?, Message::text("one two three"));
    finish(socket)
}

fn fragments_from_the_server(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    order(
        &mut socket,
        r#"{"order":"fragments","parts":["ein ","zwei ","drei"]}"#,
    )?;
    assert_eq!(socket.read()?, Message::text("ein zwei drei"));
    finish(socket)
}

fn ping_from_the_client(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    socket.send(Message::Ping("hello".into()))?;
    assert_eq!(socket.read()?, Message::Pong("hello".into()));
    finish(socket)
}

fn ping_from_the_server(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    order(&mut socket, r#"{"order":"ping","data":"token"}"#)?;
    assert_eq!(socket.read()?, Message::Ping("token".into()));
    // tungstenite answers by itself when it next reads or flushes.
    assert_eq!(socket.read()?, Message::text("pong token"));
    finish(socket)
}

fn close_by_the_client(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    let close = CloseFrame {
        code: CloseCode::Library(4002),
        reason: "tschüß".into(),
    };
    socket.close(Some(close.clone()))?;
    assert_eq!(socket.read()?, Message::Close(Some(close)));
    match socket.read() {
        Err(tungstenite::Error::ConnectionClosed) => Ok(()),
        other => Err(format!("{other:?}").into()),
    }
}

fn close_by_the_server(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    order(
        &mut socket,
        r#"{"order":"close","code":4001,"reason":"enough"}"#,
    )?;
    let expected = CloseFrame {
        code: CloseCode::Library(4001),
        reason: "enough".into(),
    };
    assert_eq!(socket.read()?, Message::Close(Some(expected)));
    Ok(())
}

fn subprotocol(port: u16) -> Outcome {
    for (offer, chosen) in [
        ("v1.echo", "v1.echo"),
        ("other, v1.echo, v2.echo", "v1.echo"),
    ] {
        let (socket, response) = connect(port, Some(offer))?;
        assert_eq!(response.headers()["Sec-WebSocket-Protocol"], chosen);
        finish(socket)?;
    }
    let (socket, response) = connect(port, None)?;
    assert!(!response.headers().contains_key("Sec-WebSocket-Protocol"));
    finish(socket)
}

fn many_messages_in_order(port: u16) -> Outcome {
    let (mut socket, _) = connect(port, None)?;
    order(&mut socket, r#"{"order":"many","number":1000}"#)?;
    for i in 0..1000 {
        assert_eq!(socket.read()?, Message::text(format!("message {i}")));
    }
    for i in 0..1000 {
        socket.write(Message::text(format!("echo {i}")))?;
    }
    socket.flush()?;
    for i in 0..1000 {
        assert_eq!(socket.read()?, Message::text(format!("echo {i}")));
    }
    finish(socket)
}
