//! Termination signals as reactor events, for as long as a server runs.

use std::io;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use mio::Interest;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGUSR1, SIGUSR2};
use signal_hook_mio::v1_0::Signals as Pipe;

use super::reactor::{Reactor, Wake};

const WATCHED: [i32; 5] = [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2];

/// While this lives, the watched signals wake the reactor instead of ending the process.
pub struct Signals {
    pipe: Pipe,
}

impl Signals {
    /// Starts to watch and registers with `reactor`.
    pub fn watch(reactor: &Reactor) -> io::Result<Self> {
        // signal-hook never gives a signal back to the kernel, so when nobody watches any more, this flag makes its
        // handler do what the default would have done.
        let idle = idle_flag()?;
        let mut pipe = Pipe::new(WATCHED)?;
        reactor.register(&mut pipe, Wake::Signals, Interest::READABLE)?;
        idle.store(false, Ordering::SeqCst);
        Ok(Self { pipe })
    }

    /// The signals that arrived since the last call.
    pub fn take(&mut self) -> Vec<i32> {
        self.pipe.pending().collect()
    }

    /// Stops watching.
    pub fn unwatch(mut self, reactor: &Reactor) -> io::Result<()> {
        reactor.deregister(&mut self.pipe)
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        if let Some(idle) = IDLE.get() {
            idle.store(true, Ordering::SeqCst);
        }
    }
}

static IDLE: OnceLock<Arc<AtomicBool>> = OnceLock::new();

fn idle_flag() -> io::Result<&'static Arc<AtomicBool>> {
    if let Some(idle) = IDLE.get() {
        return Ok(idle);
    }
    let idle = Arc::new(AtomicBool::new(true));
    for signal in WATCHED {
        signal_hook::flag::register_conditional_default(signal, Arc::clone(&idle))?;
    }
    Ok(IDLE.get_or_init(|| idle))
}
