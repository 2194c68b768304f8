//! Waiting until sockets are ready, with a look at the clock now and then.

use std::io::ErrorKind;
use std::time::Duration;

use anyhow::{Context, Result};
use mio::{Events, Poll};

/// Time after which a turn ends without events.
const TURN: Duration = Duration::from_millis(50);

/// Waits for events, a twentieth of a second at most. A signal ends the wait without events.
///
/// Events are edge-triggered: a read that does not fill its buffer has taken all there was.
pub fn wait(poll: &mut Poll, events: &mut Events) -> Result<()> {
    match poll.poll(events, Some(TURN)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::Interrupted => {
            events.clear();
            Ok(())
        }
        Err(error) => Err(error).context("waiting for events"),
    }
}
