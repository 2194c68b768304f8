//! `SWOOLE_HOOK_STREAM_FUNCTION`: stream_select() suspends the coroutine, and the streams of stream_socket_pair() do.
//!
//! What PHP's stream_select() refuses is left to it. Otherwise the arrays are read and written here, so that descriptors
//! may be larger than select(2) allows.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::flags::STREAM_FUNCTION;
use super::stream::{Hooked, Watching};
use super::undisturbed;
use crate::php::sched::poll::{Target, Watches};
use crate::php::sched::{self, Woken};
use crate::php::zend::array::Key;
use crate::php::zend::replaced::{Handled, Replaced};
use crate::php::zend::stream::Stream;
use crate::php::zend::stream::operations::Transport;
use crate::php::zend::sys::{zend_execute_data, zval};
use crate::php::zend::{Array, Call, PhpResult, Thrown, Value, errors};

static STREAM_SELECT: Replaced = Replaced::new();
static STREAM_SOCKET_PAIR: Replaced = Replaced::new();

/// Takes the functions over.
pub fn install() {
    // SAFETY: modules are starting; the handlers pass their calls on.
    unsafe {
        STREAM_SELECT.install("stream_select", raw_stream_select);
        STREAM_SOCKET_PAIR.install("stream_socket_pair", raw_stream_socket_pair);
    }
}

unsafe extern "C" fn raw_stream_select(frame: *mut zend_execute_data, ret: *mut zval) {
    let wanted = super::is_set(STREAM_FUNCTION) && sched::may_wait();
    // SAFETY: PHP calls this with a live frame and a return slot.
    unsafe { undisturbed::enter(&STREAM_SELECT, frame, ret, wanted, stream_select) }
}

unsafe extern "C" fn raw_stream_socket_pair(frame: *mut zend_execute_data, ret: *mut zval) {
    // SAFETY: PHP calls this with a live frame and a return slot.
    unsafe { STREAM_SOCKET_PAIR.call_original(frame, ret) };
    if !super::is_set(STREAM_FUNCTION) {
        return;
    }
    // SAFETY: PHP has set the return value; the streams are of sockets, and new.
    unsafe {
        let Some(pair) = Value::from_zval(ret).as_array() else {
            return;
        };
        for (_, end) in pair.iter() {
            if let Some(stream) = Stream::of(end) {
                stream.take_over::<Hooked>(Transport::Local);
            }
        }
    }
}

/// What is asked of a stream: the bits of poll(2) that answer, as select(2) understands them.
const ASPECTS: [i16; 3] = [
    libc::POLLIN | libc::POLLHUP | libc::POLLERR,
    libc::POLLOUT | libc::POLLERR,
    libc::POLLPRI,
];
/// What to ask poll(2) for.
const EVENTS: [i16; 3] = [libc::POLLIN, libc::POLLOUT, libc::POLLPRI];

/// A stream of one of the arrays.
struct Entry {
    aspect: usize,
    key: Key,
    value: Value,
    stream: Stream,
    /// Where its descriptor stands in the list for poll(2).
    at: usize,
}

/// The streams of all arrays.
#[derive(Default)]
struct Selection {
    entries: Vec<Entry>,
    polls: Vec<libc::pollfd>,
}

fn stream_select(call: &mut Call<'_>) -> PhpResult<Handled> {
    if !(4..=5).contains(&call.num_args()) {
        return Ok(Handled::AsEver);
    }
    let Some(limit) = limit(call)? else {
        return Ok(Handled::AsEver);
    };
    let Some(mut selection) = Selection::of(call)? else {
        // Something that is no open stream, or none at all: PHP throws.
        return Ok(Handled::AsEver);
    };
    // What the streams have read already is reported alone, and at once.
    let has_unread = |entry: &Entry| entry.aspect == 0 && entry.stream.has_unread();
    if selection.entries.iter().any(has_unread) {
        return selection.answer(call, has_unread);
    }
    match selection.wait(limit)? {
        Some(()) => selection.answer(call, |entry| selection.is_ready(entry)),
        None => {
            call.ret_bool(false)?;
            Ok(Handled::Done)
        }
    }
}

/// How long to wait; inside of it `None` stands for ever, and outside for arguments that PHP refuses.
fn limit(call: &Call<'_>) -> PhpResult<Option<Option<Duration>>> {
    let (seconds, micros) = (call.opt_long(3)?, call.opt_long(4)?);
    Ok(match (seconds, micros.unwrap_or(0)) {
        (None, 0) => Some(None),
        (Some(seconds @ 0..), micros @ 0..) => {
            let limit = Duration::from_secs(seconds as u64) + Duration::from_micros(micros as u64);
            Some(Some(limit))
        }
        _ => None,
    })
}

impl Selection {
    /// What the first three arguments hold. `None` if PHP would throw.
    fn of(call: &Call<'_>) -> PhpResult<Option<Self>> {
        let mut all = Self::default();
        let mut places = BTreeMap::new();
        for (aspect, events) in EVENTS.into_iter().enumerate() {
            let Some(argument) = call.arg(aspect as u32) else {
                return Ok(None);
            };
            let Some(array) = argument.as_array() else {
                if argument.is_null() {
                    continue;
                }
                return Ok(None);
            };
            for (key, value) in array.iter() {
                let Some(stream) = Stream::of(value) else {
                    return Ok(None);
                };
                // One without a descriptor is left out; PHP has warned.
                let Some(fd) = stream.descriptor() else {
                    if errors::pending() {
                        return Err(Thrown);
                    }
                    continue;
                };
                let at = *places.entry(fd).or_insert_with(|| {
                    all.polls.push(libc::pollfd {
                        fd,
                        events: 0,
                        revents: 0,
                    });
                    all.polls.len() - 1
                });
                all.polls[at].events |= events;
                all.entries.push(Entry {
                    aspect,
                    key,
                    value: value.clone(),
                    stream,
                    at,
                });
            }
        }
        Ok((!all.entries.is_empty()).then_some(all))
    }

    /// Waits until something is ready or the time is up. `None` if the wait was canceled.
    fn wait(&mut self, limit: Option<Duration>) -> PhpResult<Option<()>> {
        let start = Instant::now();
        let mut watches = None;
        loop {
            let left = limit.map(|limit| limit.saturating_sub(start.elapsed()));
            if self.look() || left == Some(Duration::ZERO) || self.entries.is_empty() {
                return Ok(Some(()));
            }
            let watches = match &mut watches {
                Some(watches) => watches,
                // What is watched stays so: it would tell again and again of what nobody has asked for.
                none => {
                    let targets: Vec<Target> = self.polls.iter().map(target).collect();
                    match Watches::begin(&targets) {
                        Ok(begun) => none.insert(begun),
                        Err(error) => {
                            errors::warning(&format!("Unable to select, Error: {error}"));
                            return Ok(None);
                        }
                    }
                }
            };
            let ticket = sched::ticket()?;
            let mut watching = BTreeMap::new();
            for entry in &self.entries {
                if let std::collections::btree_map::Entry::Vacant(place) =
                    watching.entry(entry.stream.address())
                    && let Ok(begun) = Watching::begin(entry.stream, ticket)
                {
                    place.insert(begun);
                }
            }
            let woken = watches.wait(ticket, left)?;
            // Whatever another coroutine has closed is not looked at any more.
            self.entries.retain(|entry| {
                let begun = watching.get(&entry.stream.address());
                begun.is_some_and(Watching::is_open)
                    && Stream::of(&entry.value) == Some(entry.stream)
            });
            self.forget_closed();
            watches.retain(|fd| self.polls.iter().any(|poll| poll.fd == fd));
            if matches!(woken, Woken::Canceled | Woken::Ended) {
                return Ok(None);
            }
        }
    }

    /// Asks poll(2); whether something is ready.
    fn look(&mut self) -> bool {
        // SAFETY: the list is ours.
        let ready = unsafe {
            let count = self.polls.len() as libc::nfds_t;
            libc::poll(self.polls.as_mut_ptr(), count, 0)
        };
        ready > 0 && self.entries.iter().any(|entry| self.is_ready(entry))
    }

    fn is_ready(&self, entry: &Entry) -> bool {
        self.polls[entry.at].revents & ASPECTS[entry.aspect] != 0
    }

    /// Takes descriptors that no stream has any more out of the list.
    fn forget_closed(&mut self) {
        for (at, poll) in self.polls.iter_mut().enumerate() {
            if !self.entries.iter().any(|entry| entry.at == at) {
                poll.fd = -1;
                poll.revents = 0;
            }
        }
    }

    /// Leaves in the arrays what is ready, and returns its number.
    fn answer(&self, call: &mut Call<'_>, is_ready: impl Fn(&Entry) -> bool) -> PhpResult<Handled> {
        let mut count = 0;
        for aspect in 0..ASPECTS.len() {
            if call.arg(aspect as u32).is_none_or(Value::is_null) {
                continue;
            }
            let mut left = Array::new();
            for entry in &self.entries {
                if entry.aspect == aspect && is_ready(entry) {
                    count += 1;
                    match &entry.key {
                        Key::Index(index) => left.set_index(*index, entry.value.clone()),
                        Key::Name(name) => left.set(name, entry.value.clone()),
                    }
                }
            }
            call.assign(aspect as u32, left);
        }
        call.ret(Value::long(count))?;
        Ok(Handled::Done)
    }
}

fn target(poll: &libc::pollfd) -> Target {
    Target {
        fd: poll.fd,
        read: poll.events & libc::POLLIN != 0,
        write: poll.events & libc::POLLOUT != 0,
        priority: poll.events & libc::POLLPRI != 0,
    }
}
