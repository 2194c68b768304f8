//! `http_compression`: whether a body is compressed, and doing it.

use std::cell::RefCell;

use super::Link;
use super::fields::Fields;
use crate::php::http::HttpOptions;
use crate::protocol::http::{Coding, Compressor, RequestHead, negotiate};

/// The media type of responses that do not name one.
const DEFAULT_TYPE: &[u8] = b"text/html";

/// A compressor is kept when its scratch memory is at most this many bytes.
const KEPT_SCRATCH: usize = 1 << 20;

/// The process's compressor: its memory is used again for every body.
struct Worker {
    level: i64,
    compressor: Compressor,
    out: Vec<u8>,
}

thread_local! {
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

/// The coding for responses to a request.
#[inline]
pub(super) fn wanted(head: &RequestHead<'_>, options: &HttpOptions) -> Option<Coding> {
    if !options.compression {
        return None;
    }
    // As for `$request->header`, the last one counts.
    negotiate(head.get_all("accept-encoding").last()?)
}

/// The coding for one body, if it is to be compressed.
pub(super) fn coding_for(link: &Link, fields: &Fields, body: &[u8]) -> Option<Coding> {
    let coding = link.exchange.coding?;
    if body.is_empty() || body.len() < link.options.compression_min_length {
        return None;
    }
    // A body that is encoded already, or a part of one whose length the client knows, stays as it is.
    if fields.find(b"Content-Encoding").is_some() || fields.find(b"Content-Range").is_some() {
        return None;
    }
    if let Some(types) = &link.options.compression_types {
        let given = fields.find(b"Content-Type");
        let media_type = given
            .as_ref()
            .map_or(DEFAULT_TYPE, |given| given.as_bytes());
        if !types.iter().any(|listed| listed.as_bytes() == media_type) {
            return None;
        }
    }
    Some(coding)
}

/// Gives the compressed body to `send`, which must not run PHP code.
pub(super) fn with_compressed<R>(
    link: &Link,
    coding: Coding,
    body: &[u8],
    send: impl FnOnce(&[u8]) -> R,
) -> R {
    let level = link.options.compression_level;
    WORKER.with_borrow_mut(|slot| {
        let worker = match slot {
            Some(worker) if worker.level == level => worker,
            _ => slot.insert(Worker {
                level,
                compressor: Compressor::new(level),
                out: Vec::new(),
            }),
        };
        worker.out.clear();
        worker.compressor.compress(coding, body, &mut worker.out);
        let result = send(&worker.out);
        if worker.out.capacity() > KEPT_SCRATCH {
            worker.out = Vec::new();
        }
        result
    })
}
