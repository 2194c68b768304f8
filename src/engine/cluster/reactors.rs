//! The reactor threads of a master process.

use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::dispatch::{Dispatch, Mode};
use super::relay::{self, Relay};
use super::{Cluster, Member, Part};
use crate::engine::config::{PortConfig, ServerConfig};
use crate::engine::listener::Listener;
use crate::engine::log::{self, Level};
use crate::engine::memory::Heap;
use crate::engine::reactor::Reactor;
use crate::engine::server::{Server, run_beside};
use crate::engine::shared::exchange::Station;
use crate::engine::shared::post::{Full, Post};
use crate::engine::threads;

/// Bytes of a reactor thread's stack.
const STACK: usize = 1 << 20;

/// What reactor threads serve, and how.
pub struct Service {
    /// The ports: their sockets, which listen already, their settings, and whether new connections are told of.
    pub ports: Vec<(Listener, PortConfig, bool)>,
    /// Settings of the whole server.
    pub config: ServerConfig,
    /// Whether ended connections are told of.
    pub tells_closed: bool,
    /// How the workers are chosen, and how many there are.
    pub dispatch: (Mode, usize),
}

/// Reactor threads that run.
pub struct Reactors {
    threads: Vec<JoinHandle<()>>,
    master: Rc<Member>,
}

impl Reactors {
    /// Starts those of `cluster`, which take their orders from `master`, the part of the calling thread.
    pub fn start(cluster: &Cluster, master: &Rc<Member>, service: Service) -> io::Result<Self> {
        let service = Arc::new(service);
        let (tell, told) = channel();
        let threads = (0..cluster.exchange.reactors() as Station)
            .map(|station| {
                let (cluster, service, tell) =
                    (cluster.clone(), Arc::clone(&service), tell.clone());
                threads::spawn(&format!("reactor#{station}"), STACK, move || {
                    serve(&cluster, station, &service, &tell);
                })
            })
            .collect::<io::Result<Vec<_>>>()?;
        drop(tell);
        for _ in &threads {
            // A thread that has not told has ended.
            told.recv()
                .map_err(|_| io::Error::other("a reactor thread has ended"))??;
        }
        Ok(Self {
            threads,
            master: Rc::clone(master),
        })
    }

    fn tell_all(&self, tell: impl Fn(&Post, Station) -> Result<(), Full>) {
        for reactor in 0..self.threads.len() as Station {
            if tell(&self.master.post, reactor).is_err() {
                log::write(
                    Level::Warning,
                    format!("reactor#{reactor} takes no orders: it has too much to do"),
                );
            }
        }
    }

    /// Has them accept and read no more, while workers can still send.
    pub fn hear_no_more(&self) {
        self.tell_all(relay::hear_no_more);
    }

    /// Has them say goodbye to their clients, and waits until they have ended: at most `patience` longer than clients may
    /// take.
    pub fn shut_down(self, patience: Duration) {
        self.tell_all(relay::shut_down);
        let deadline = Instant::now() + patience;
        while self.threads.iter().any(|thread| !thread.is_finished()) {
            if Instant::now() >= deadline {
                self.tell_all(relay::stop);
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        for thread in self.threads {
            if thread.join().is_err() {
                log::write(Level::Error, "a reactor thread has panicked");
            }
        }
    }
}

/// Runs a reactor thread.
fn serve(cluster: &Cluster, station: Station, service: &Service, tell: &Sender<io::Result<()>>) {
    let prepared =
        Reactor::new().and_then(|reactor| prepare(Rc::new(reactor), cluster, station, service));
    let server = match prepared {
        Ok(server) => server,
        Err(error) => {
            // Whoever has started us waits for this.
            let _ = tell.send(Err(error));
            return;
        }
    };
    let _ = tell.send(Ok(()));
    let relay = relay(cluster, station, service);
    if let Err(error) = run_beside(&server, &relay) {
        log::write(
            Level::Error,
            format!("reactor#{station} has ended, Error: {error}"),
        );
    }
}

/// The handler of the reactor at `station`.
pub(super) fn relay(cluster: &Cluster, station: Station, service: &Service) -> Relay {
    let (mode, workers) = service.dispatch;
    let dispatch = Dispatch::new(mode, workers, usize::from(station));
    let connected = service.ports.iter().map(|(_, _, tells)| *tells).collect();
    Relay::new(
        dispatch,
        cluster.station(0),
        connected,
        service.tells_closed,
    )
}

/// What the reactor at `station` owns its sockets by.
pub(super) fn prepare(
    reactor: Rc<Reactor>,
    cluster: &Cluster,
    station: Station,
    service: &Service,
) -> io::Result<Server<Heap>> {
    let mut server = Server::new(reactor, service.config.clone())?;
    for (listener, config, _) in &service.ports {
        server.add_port(listener.clone(), config.clone());
    }
    let member = cluster.join(station, Part::Sockets);
    server.join(Rc::new(member))?;
    if cluster.exchange.reactors() > 1 {
        server.accept_beside_others()?;
    } else {
        server.accept_alone()?;
    }
    Ok(server)
}
