//! Requests that wait until the application has dealt with earlier ones (`worker_max_concurrency`).
//!
//! A connection has one request under way at most, so that no more of them wait than there are connections: those whose
//! connection has ended are dropped.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::engine::session::SessionId;
use crate::php::http::{answer, response};
use crate::php::memory::Engine;
use crate::php::zend::{Callback, Obj};

/// Below this many nobody looks for those whose connection has ended without anybody being told.
const FEW: usize = 64;

/// A request that is to be given to a callback.
pub struct Request {
    /// Where it came from.
    pub session: SessionId,
    /// Who gets it.
    pub callback: Rc<Callback>,
    /// The request.
    pub request: Obj,
    /// Its response, which counts it as one in the application's hands.
    pub response: Obj,
}

/// Those that wait, in the order in which they came.
pub struct Waiting {
    /// How many requests the application deals with at a time.
    most: u32,
    all: RefCell<All>,
    count: Cell<u32>,
}

#[derive(Default)]
struct All {
    /// By the numbers that they got when they came.
    requests: BTreeMap<u64, Request>,
    /// The number of the last one of each session.
    numbers: HashMap<SessionId, u64>,
    next: u64,
    /// How many there are when they are looked through again.
    next_sweep: usize,
}

impl All {
    fn take(&mut self, number: u64) -> Option<Request> {
        let request = self.requests.remove(&number)?;
        if self.numbers.get(&request.session) == Some(&number) {
            self.numbers.remove(&request.session);
        }
        Some(request)
    }
}

impl Waiting {
    /// For an application that deals with at most so many requests at a time.
    pub fn new(most: Option<u32>) -> Self {
        Self {
            most: most.unwrap_or(u32::MAX),
            all: RefCell::default(),
            count: Cell::new(0),
        }
    }

    /// Whether a request that has just come, and is counted, has to wait.
    #[inline]
    pub fn has_to_wait(&self, engine: &Engine) -> bool {
        self.count.get() > 0 || engine.requests_under_way() > self.most
    }

    /// Whether the first one need wait no longer.
    #[inline]
    pub fn may_begin(&self, engine: &Engine) -> bool {
        self.count.get() > 0
            && engine.requests_under_way().saturating_sub(self.count.get()) < self.most
    }

    /// Has a request wait.
    pub fn push(&self, engine: &Engine, request: Request) {
        let mut all = self.all.borrow_mut();
        let number = all.next;
        all.next += 1;
        all.numbers.insert(request.session, number);
        all.requests.insert(number, request);
        let mut over = Vec::new();
        if all.requests.len() >= all.next_sweep.max(FEW) {
            // Where events may overtake each other, nobody is told of ends.
            let ended = |(&number, request): (&u64, &Request)| {
                (!engine.is_heard(request.session)).then_some(number)
            };
            let numbers: Vec<u64> = all.requests.iter().filter_map(ended).collect();
            over = numbers
                .into_iter()
                .filter_map(|number| all.take(number))
                .collect();
            all.next_sweep = all.requests.len() * 2;
        }
        self.has(all.requests.len());
        drop(all);
        over.iter().for_each(drop_unanswered);
    }

    fn has(&self, count: usize) {
        self.count.set(u32::try_from(count).unwrap_or(u32::MAX));
    }

    /// Takes the first one out.
    pub fn pop(&self) -> Option<Request> {
        let mut all = self.all.borrow_mut();
        let (&number, _) = all.requests.first_key_value()?;
        let request = all.take(number);
        self.has(all.requests.len());
        request
    }

    /// A session has ended: nobody waits for an answer to its request.
    #[inline]
    pub fn forget(&self, session: SessionId) {
        if self.count.get() > 0 {
            self.drop_request_of(session);
        }
    }

    #[cold]
    fn drop_request_of(&self, session: SessionId) {
        let mut all = self.all.borrow_mut();
        let number = all.numbers.get(&session).copied();
        let request = number.and_then(|number| all.take(number));
        self.has(all.requests.len());
        drop(all);
        request.iter().for_each(drop_unanswered);
    }

    /// Answers all of them with 503: the application will not get to them.
    pub fn turn_away(&self, engine: &Engine) {
        while let Some(request) = self.pop() {
            if engine.is_heard(request.session) {
                answer::turn_away(engine, request.session);
            }
            drop_unanswered(&request);
        }
    }
}

/// Drops a request that has no answer to come from its response.
fn drop_unanswered(request: &Request) {
    response::give_up(&request.response);
}
