//! How this process, whatever it is to the server, sends notes to others.

use crate::engine::cluster::Cluster;
use crate::engine::cluster::record::Record;
use crate::engine::shared::post::Full;
use crate::php::server::current_engine;

/// Sends a note to a process, which is woken at once. All of it is sent, or nothing.
pub fn send(cluster: &Cluster, to: usize, number: u16, bytes: &[u8]) -> Result<(), Full> {
    let to = cluster.station(to);
    let engine = current_engine();
    let member = engine.as_ref().and_then(|engine| engine.member());
    let post = &member.ok_or(Full::Nowhere)?.post;
    Record::Note(number, bytes).send(post, to)?;
    // The other side shall begin while this one goes on.
    post.ring();
    Ok(())
}
