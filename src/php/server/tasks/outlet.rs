//! How this process, whatever it is to the server, sends notes to others.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use crate::engine::cluster::Cluster;
use crate::engine::cluster::record::Record;
use crate::engine::shared::exchange::{Full, Post, Station};
use crate::php::server::current_engine;
use crate::php::server::post::{self, Duty};
use crate::php::zend::thread::OneThread;

/// How long a process without a loop may be kept by what does not fit into a ring.
const PATIENCE: Duration = Duration::from_secs(5);

/// The way out of a process that serves nobody, and its process id: a child has its own.
type OfOffice = Option<(u32, Rc<Post>)>;

// SAFETY: code of PHP's thread only.
static OF_OFFICE: OneThread<RefCell<OfOffice>> = unsafe { OneThread::new(RefCell::new(None)) };

/// Sends a note to a process, which is woken at once. All of it is sent, or nothing.
pub fn send(cluster: &Cluster, to: usize, number: u16, bytes: &[u8]) -> Result<(), Full> {
    let to = cluster.station(to);
    let engine = current_engine();
    if let Some(member) = engine.as_ref().and_then(|engine| engine.member()) {
        return send_by(&member.post, to, number, bytes);
    }
    let post = of_office(cluster).ok_or(Full::Nowhere)?;
    send_by(&post, to, number, bytes)
}

fn send_by(post: &Post, to: Station, number: u16, bytes: &[u8]) -> Result<(), Full> {
    Record::Note(number, bytes).send(post, to)?;
    // The other side shall begin while this one goes on.
    post.ring();
    if post.rings_at_once() && post.waiting_for(to) > 0 {
        // Whatever is left is sent with the next note.
        post.drain(to, PATIENCE);
    }
    Ok(())
}

fn of_office(cluster: &Cluster) -> Option<Rc<Post>> {
    let own = std::process::id();
    if let Some((pid, post)) = &*OF_OFFICE.get().borrow()
        && *pid == own
    {
        return Some(Rc::clone(post));
    }
    let post = post::get()?;
    let crew = post.board.as_ref()?.crew();
    // Behind the crew come the master and the manager.
    let number = match post.duty {
        Duty::Master => crew.len(),
        Duty::Manager => crew.len() + 1,
        Duty::Everything | Duty::Crew(_) => return None,
    };
    let made = Rc::new(Post::take(&cluster.exchange, cluster.station(number)));
    made.ring_at_once();
    let old = OF_OFFICE.get().replace(Some((own, Rc::clone(&made))));
    drop(old);
    Some(made)
}
