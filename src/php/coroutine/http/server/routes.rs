//! Which callback answers a request: patterns are beginnings of its path, without regard to case.

use std::cell::RefCell;
use std::rc::Rc;

use crate::php::zend::{Callback, Value};

/// Answers what no other pattern takes.
const FALLBACK: &[u8] = b"/";

/// The callbacks of one server, longest pattern first: the longest that fits counts. (In Swoole it is the one that comes
/// first in a hash table.)
#[derive(Default)]
pub struct Routes(RefCell<Vec<Route>>);

struct Route {
    pattern: Vec<u8>,
    callback: Rc<Callback>,
}

impl Routes {
    /// Sets the callback of a pattern.
    pub fn set(&self, pattern: &[u8], callback: Rc<Callback>) {
        let old = {
            let mut routes = self.0.borrow_mut();
            if let Some(route) = routes.iter_mut().find(|route| route.pattern == pattern) {
                Some(std::mem::replace(&mut route.callback, callback))
            } else {
                let at = routes.partition_point(|route| route.pattern.len() >= pattern.len());
                let pattern = pattern.to_vec();
                routes.insert(at, Route { pattern, callback });
                None
            }
        };
        // Its destructor may call back into here.
        drop(old);
    }

    /// Shows what is called to PHP's cycle collector.
    pub fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        for route in self.0.borrow().iter() {
            visit(route.callback.callable());
        }
    }

    /// The callback for a path.
    pub fn find(&self, path: &[u8]) -> Option<Rc<Callback>> {
        let routes = self.0.borrow();
        let fits = |route: &&Route| {
            path.get(..route.pattern.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(&route.pattern))
        };
        let fallback = || routes.iter().find(|route| route.pattern == FALLBACK);
        let route = routes.iter().find(fits).or_else(fallback)?;
        Some(Rc::clone(&route.callback))
    }
}
