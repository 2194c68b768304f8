//! The load generator against a small server that answers rightly or lies in one certain way.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::window::Window;
use super::{broadcast, churn, echo, http};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Behaviour {
    Echo,
    Broadcast,
    Http,
    /// Changes one byte of the tenth echo.
    Garble,
    /// Sends the tenth echo twice.
    Repeat,
    /// Closes the connection instead of the tenth echo.
    HangUp,
    /// Answers the close frame with bytes more.
    TalkOn,
    /// Refuses the handshake.
    Refuse,
}

type Clients = Arc<Mutex<Vec<TcpStream>>>;

/// Starts the server. Its threads end with their connections; the listening one stays until the tests end.
fn serve(behaviour: Behaviour) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let clients = Clients::default();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let clients = Arc::clone(&clients);
            // An error is the client's end.
            thread::spawn(move || {
                let _ = match behaviour {
                    Behaviour::Http => hello(stream),
                    _ => websocket(stream, behaviour, &clients),
                };
            });
        }
    });
    address
}

fn read_head(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut tail = [0; 4];
    while &tail != b"\r\n\r\n" {
        tail.rotate_left(1);
        stream.read_exact(&mut tail[3..])?;
    }
    Ok(())
}

fn hello(mut stream: TcpStream) -> std::io::Result<()> {
    loop {
        read_head(&mut stream)?;
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, World!")?;
    }
}

fn websocket(
    mut stream: TcpStream,
    behaviour: Behaviour,
    clients: &Clients,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    read_head(&mut stream)?;
    if behaviour == Behaviour::Refuse {
        return stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\n\r\n");
    }
    if behaviour == Behaviour::Broadcast {
        clients.lock().unwrap().push(stream.try_clone()?);
    }
    stream.write_all(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
          Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
    )?;
    for number in 1.. {
        let mut reply = read_frame(&mut stream)?;
        if reply[0] == 0x88 {
            stream.write_all(&reply)?;
            if behaviour == Behaviour::TalkOn {
                stream.write_all(b"more")?;
            }
            return Ok(());
        }
        match (behaviour, number) {
            (Behaviour::HangUp, 10) => return Ok(()),
            (Behaviour::Garble, 10) => *reply.last_mut().unwrap() ^= 1,
            (Behaviour::Repeat, 10) => reply.extend_from_within(..),
            _ => {}
        }
        if behaviour == Behaviour::Broadcast {
            for client in clients.lock().unwrap().iter_mut() {
                client.write_all(&reply)?;
            }
        } else {
            stream.write_all(&reply)?;
        }
    }
    Ok(())
}

/// Reads a masked frame and returns it as a server would frame the same message.
fn read_frame(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut frame = vec![0; 2];
    stream.read_exact(&mut frame)?;
    frame[1] &= 0x7f;
    let length = if frame[1] == 126 {
        let mut extended = [0; 2];
        stream.read_exact(&mut extended)?;
        frame.extend(extended);
        u16::from_be_bytes(extended).into()
    } else {
        usize::from(frame[1])
    };
    let mut mask = [0; 4];
    stream.read_exact(&mut mask)?;
    let mut payload = vec![0; length];
    stream.read_exact(&mut payload)?;
    frame.extend(
        payload
            .iter()
            .enumerate()
            .map(|(index, byte)| byte ^ mask[index % 4]),
    );
    Ok(frame)
}

fn window() -> Window {
    Window::new(None, Duration::from_millis(10), Duration::from_millis(60))
}

fn echo(behaviour: Behaviour, payload: usize, in_flight: usize) -> anyhow::Result<u64> {
    let mut window = window();
    let shape = echo::Shape {
        connections: 3,
        payload,
        in_flight,
    };
    echo::run(serve(behaviour), shape, &mut window)?;
    Ok(window.finish()?.messages)
}

#[test]
fn an_honest_echo_passes_in_every_shape() {
    for (payload, in_flight) in [(64, 1), (64, 16), (16 * 1024, 1)] {
        assert!(echo(Behaviour::Echo, payload, in_flight).unwrap() > 0);
    }
}

#[test]
fn an_honest_broadcast_passes() {
    for in_flight in [1, 8] {
        let mut window = window();
        broadcast::run(serve(Behaviour::Broadcast), 5, in_flight, &mut window).unwrap();
        assert!(window.finish().unwrap().messages > 0);
    }
}

#[test]
fn an_honest_churn_passes() {
    let mut window = window();
    churn::run(serve(Behaviour::Echo), 3, &mut window).unwrap();
    assert!(window.finish().unwrap().messages > 0);
}

#[test]
fn an_honest_http_server_passes() {
    let mut window = window();
    http::run(serve(Behaviour::Http), 3, &mut window).unwrap();
    assert!(window.finish().unwrap().messages > 0);
}

#[test]
fn lies_are_found() {
    for (behaviour, sign) in [
        (Behaviour::Garble, "differs"),
        (Behaviour::Repeat, "nobody asked for"),
        (Behaviour::HangUp, "closed a connection"),
        (Behaviour::Refuse, "refused"),
    ] {
        let error = format!("{:#}", echo(behaviour, 64, 1).unwrap_err());
        assert!(error.contains(sign), "{error}");
    }
}

#[test]
fn a_garbled_broadcast_is_found() {
    let mut window = window();
    // With one receiver an echo is a broadcast.
    let error = broadcast::run(serve(Behaviour::Garble), 1, 8, &mut window).unwrap_err();
    assert!(error.to_string().contains("differs"), "{error:#}");
}

#[test]
fn bytes_after_the_close_frame_are_found() {
    let mut window = window();
    let error = churn::run(serve(Behaviour::TalkOn), 1, &mut window).unwrap_err();
    let error = format!("{error:#}");
    assert!(
        error.contains("nobody asked for") || error.contains("after the close"),
        "{error}"
    );
}
