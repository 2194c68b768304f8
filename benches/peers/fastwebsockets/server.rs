//! The peer in Rust: fastwebsockets on tokio and hyper, one thread.
//! Usage: `fastwebsockets-server echo|broadcast|http PORT`

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use fastwebsockets::upgrade::{UpgradeFut, upgrade};
use fastwebsockets::{
    FragmentCollector, FragmentCollectorRead, Frame, OpCode, Payload, WebSocketError,
};
use http_body_util::{Empty, Full};
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;

/// Outboxes of all connections of the broadcast server.
type Outboxes = Rc<RefCell<Vec<Option<UnboundedSender<Message>>>>>;

#[derive(Clone)]
struct Message {
    opcode: OpCode,
    payload: Bytes,
}

#[derive(Clone, Copy)]
enum Role {
    Echo,
    Broadcast,
    Http,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let role = match arguments.next().as_deref() {
        Some("echo") => Role::Echo,
        Some("broadcast") => Role::Broadcast,
        Some("http") => Role::Http,
        other => bail!("unknown role: {other:?}"),
    };
    let port: u16 = arguments.next().context("no port")?.parse()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    let local = tokio::task::LocalSet::new();
    local.block_on(&runtime, async move {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        let outboxes = Outboxes::default();
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            spawn_local(serve(stream, role, outboxes.clone()));
        }
    })
}

async fn serve(stream: TcpStream, role: Role, outboxes: Outboxes) {
    let io = TokioIo::new(stream);
    // An error here is a client that went away, which the load generator itself reports if it matters.
    let _ = match role {
        Role::Http => {
            http1::Builder::new()
                .serve_connection(io, service_fn(hello))
                .await
        }
        Role::Echo | Role::Broadcast => {
            let accept = service_fn(move |request| accept(request, role, outboxes.clone()));
            http1::Builder::new()
                .serve_connection(io, accept)
                .with_upgrades()
                .await
        }
    };
}

async fn hello(_: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let mut response = Response::new(Full::new(Bytes::from_static(b"Hello, World!")));
    response.headers_mut().insert(
        CONTENT_TYPE,
        hyper::header::HeaderValue::from_static("text/plain"),
    );
    Ok(response)
}

async fn accept(
    mut request: Request<Incoming>,
    role: Role,
    outboxes: Outboxes,
) -> Result<Response<Empty<Bytes>>, WebSocketError> {
    let (response, upgraded) = upgrade(&mut request)?;
    spawn_local(async move {
        // As above: the client has gone.
        let _ = match role {
            Role::Broadcast => broadcast(upgraded, outboxes).await,
            _ => echo(upgraded).await,
        };
    });
    Ok(response)
}

async fn echo(upgraded: UpgradeFut) -> Result<(), WebSocketError> {
    let mut socket = FragmentCollector::new(upgraded.await?);
    loop {
        let frame = socket.read_frame().await?;
        match frame.opcode {
            OpCode::Close => return Ok(()),
            OpCode::Text | OpCode::Binary => socket.write_frame(frame).await?,
            _ => {}
        }
    }
}

async fn broadcast(upgraded: UpgradeFut, outboxes: Outboxes) -> Result<(), WebSocketError> {
    let (reader, writer) = upgraded.await?.split(tokio::io::split);
    let (outbox, inbox) = unbounded_channel();
    let index = outboxes.borrow().len();
    outboxes.borrow_mut().push(Some(outbox));
    let writing = spawn_local(write_all(writer, inbox));
    let result = read_all(reader, &outboxes).await;
    outboxes.borrow_mut()[index] = None;
    writing.abort();
    result
}

async fn read_all<R>(
    reader: fastwebsockets::WebSocketRead<R>,
    outboxes: &Outboxes,
) -> Result<(), WebSocketError>
where
    R: tokio::io::AsyncRead + Unpin,
{
    let mut reader = FragmentCollectorRead::new(reader);
    loop {
        // Pongs and close replies are not needed by the broadcast case.
        let frame = reader
            .read_frame::<_, WebSocketError>(&mut |_| async { Ok(()) })
            .await?;
        match frame.opcode {
            OpCode::Close => return Ok(()),
            OpCode::Text | OpCode::Binary => {
                let message = Message {
                    opcode: frame.opcode,
                    payload: Bytes::copy_from_slice(&frame.payload),
                };
                for outbox in outboxes.borrow().iter().flatten() {
                    // A receiver that is gone is about to be removed.
                    let _ = outbox.send(message.clone());
                }
            }
            _ => {}
        }
    }
}

async fn write_all<W>(
    mut writer: fastwebsockets::WebSocketWrite<W>,
    mut inbox: UnboundedReceiver<Message>,
) where
    W: tokio::io::AsyncWrite + Unpin,
{
    while let Some(Message { opcode, payload }) = inbox.recv().await {
        let frame = Frame::new(true, opcode, None, Payload::Borrowed(&payload));
        if writer.write_frame(frame).await.is_err() {
            return;
        }
    }
}
