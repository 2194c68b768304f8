//! Event names and the callbacks registered for them.

use std::cell::RefCell;
use std::rc::Rc;

use crate::php::zend::Callback;

macro_rules! events {
    ($(#[$doc:meta])* $type:ident, $count:ident: $($variant:ident = $name:literal => $property:literal,)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum $type { $($variant,)* }

        const $count: usize = [$($property,)*].len();

        impl $type {
            /// The event of a lower-case name without `on`.
            fn from_name(name: &[u8]) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The property that shows the callback.
            pub const fn property(self) -> &'static str {
                match self {
                    $(Self::$variant => $property,)*
                }
            }
        }
    };
}

events! {
    /// Events of the whole server.
    ServerEvent, SERVER_EVENTS:
    Start = b"start" => "onStart",
    BeforeShutdown = b"beforeshutdown" => "onBeforeShutdown",
    Shutdown = b"shutdown" => "onShutdown",
    WorkerStart = b"workerstart" => "onWorkerStart",
    WorkerStop = b"workerstop" => "onWorkerStop",
    WorkerExit = b"workerexit" => "onWorkerExit",
    WorkerError = b"workererror" => "onWorkerError",
    ManagerStart = b"managerstart" => "onManagerStart",
    ManagerStop = b"managerstop" => "onManagerStop",
    BeforeReload = b"beforereload" => "onBeforeReload",
    AfterReload = b"afterreload" => "onAfterReload",
    Task = b"task" => "onTask",
    Finish = b"finish" => "onFinish",
    PipeMessage = b"pipemessage" => "onPipeMessage",
}

events! {
    /// Events of one port.
    PortEvent, PORT_EVENTS:
    Connect = b"connect" => "onConnect",
    Receive = b"receive" => "onReceive",
    Close = b"close" => "onClose",
    Packet = b"packet" => "onPacket",
    BufferFull = b"bufferfull" => "onBufferFull",
    BufferEmpty = b"bufferempty" => "onBufferEmpty",
    Request = b"request" => "onRequest",
    Handshake = b"handshake" => "onHandshake",
    BeforeHandshakeResponse = b"beforehandshakeresponse" => "onBeforeHandshakeResponse",
    Open = b"open" => "onOpen",
    Message = b"message" => "onMessage",
    Disconnect = b"disconnect" => "onDisconnect",
}

/// An event, of whichever kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The server's.
    Server(ServerEvent),
    /// A port's.
    Port(PortEvent),
}

impl Event {
    /// The event of a name as PHP code writes it: any case, with or without `on` in front.
    pub fn parse(name: &[u8]) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let find = |name: &[u8]| {
            ServerEvent::from_name(name)
                .map(Self::Server)
                .or_else(|| PortEvent::from_name(name).map(Self::Port))
        };
        find(&lower).or_else(|| find(lower.strip_prefix(b"on")?))
    }
}

/// The callbacks of the server's events.
#[derive(Default)]
pub struct ServerCallbacks([RefCell<Option<Rc<Callback>>>; SERVER_EVENTS]);

/// The callbacks of one port's events.
#[derive(Default)]
pub struct PortCallbacks([RefCell<Option<Rc<Callback>>>; PORT_EVENTS]);

impl ServerCallbacks {
    /// The callback of an event.
    pub fn get(&self, event: ServerEvent) -> Option<Rc<Callback>> {
        self.0[event as usize].borrow().clone()
    }

    /// Registers a callback.
    pub fn set(&self, event: ServerEvent, callback: Option<Rc<Callback>>) {
        // The old one may run a destructor: not while the cell is borrowed.
        let old = self.0[event as usize].replace(callback);
        drop(old);
    }
}

impl PortCallbacks {
    /// The callback of an event.
    #[inline]
    pub fn get(&self, event: PortEvent) -> Option<Rc<Callback>> {
        self.0[event as usize].borrow().clone()
    }

    /// Takes the callbacks of another port for events that have none here.
    pub fn fall_back_to(&self, other: &Self) {
        for (own, other) in self.0.iter().zip(&other.0) {
            let mut own = own.borrow_mut();
            if own.is_none() {
                own.clone_from(&other.borrow());
            }
        }
    }

    /// Whether there is one.
    pub fn has(&self, event: PortEvent) -> bool {
        self.0[event as usize].borrow().is_some()
    }

    /// Registers a callback.
    pub fn set(&self, event: PortEvent, callback: Option<Rc<Callback>>) {
        let old = self.0[event as usize].replace(callback);
        drop(old);
    }
}
