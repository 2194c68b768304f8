//! `Swoole\Coroutine\batch()`, `parallel()` and `map()`: several functions at once, each in a coroutine of its own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::{timeout, warn_refused};
use crate::php::runtime;
use crate::php::sched::{self, Ticket};
use crate::php::zend::array::Key;
use crate::php::zend::callback::Threw;
use crate::php::zend::{Array, Call, Callback, PhpResult, Value, errors};

/// The coroutines that one call has started, and what they have returned.
#[derive(Default)]
struct Group {
    left: Cell<usize>,
    results: RefCell<Array>,
    waiter: Cell<Option<Ticket>>,
}

impl Group {
    fn with_places(places: &Array) -> Rc<Self> {
        let group = Self::default();
        {
            let mut results = group.results.borrow_mut();
            for (key, _) in places.iter() {
                put(&mut results, &key, Value::NULL);
            }
        }
        Rc::new(group)
    }

    /// Starts a coroutine. False if the process ends meanwhile.
    fn start(self: &Rc<Self>, job: impl FnOnce(&Self) -> Result<(), Threw> + 'static) -> bool {
        let group = Rc::clone(self);
        self.left.set(self.left.get() + 1);
        let started = sched::spawn(move || {
            job(&group)?;
            group.one_less();
            Ok(())
        });
        if let Err(refused) = started {
            warn_refused(&refused);
            self.left.set(self.left.get() - 1);
        }
        !runtime::is_ending() && !errors::pending()
    }

    /// One coroutine has ended. The last one wakes the caller.
    fn one_less(&self) {
        self.left.set(self.left.get() - 1);
        if self.left.get() == 0
            && let Some(waiter) = self.waiter.take()
        {
            waiter.wake();
        }
    }

    /// Waits until all have ended. Possible in a coroutine only.
    fn wait(&self, limit: Option<Duration>) -> PhpResult {
        runtime::go_on()?;
        if errors::pending() || self.left.get() == 0 {
            return Ok(());
        }
        self.waiter.set(Some(sched::ticket()?));
        let woken = sched::wait(limit);
        self.waiter.set(None);
        woken.map(drop)
    }

    fn store(&self, key: &Key, value: Value) {
        let mut results = self.results.borrow_mut();
        // The caller may have a reference to the array by now: it keeps what it saw.
        put(results.make_mut(), key, value);
    }

    fn results(&self) -> Array {
        self.results.borrow().clone()
    }
}

fn put(array: &mut Array, key: &Key, value: Value) {
    match key {
        Key::Index(index) => array.set_index(*index, value),
        Key::Name(name) => array.set(name, value),
    }
}

/// A function that `batch()` was given, resolved where PHP would call it.
fn resolve(function: &Value) -> Result<Callback, Threw> {
    Callback::new(function).map_err(|reason| {
        let what = match function.as_bytes() {
            Some(name) => format!(
                "Call to undefined function {}()",
                String::from_utf8_lossy(name)
            ),
            None if function.is_scalar() || function.is_null() => {
                format!("Value of type {} is not callable", function.type_name())
            }
            None => format!("Value is not callable: {reason}"),
        };
        errors::throw_error(&what);
        Threw
    })
}

/// `Swoole\Coroutine\batch`
pub fn batch(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, u32::MAX)?;
    let tasks = call.array(0)?;
    let limit = timeout(call.double_or(1, -1.0)?);
    let group = Group::with_places(&tasks);
    for (key, task) in tasks.iter() {
        let task = task.clone();
        let going = group.start(move |group| {
            let result = resolve(&task)?.call(&mut [])?;
            group.store(&key, result);
            Ok(())
        });
        if !going {
            break;
        }
    }
    group.wait(limit)?;
    call.ret(group.results())
}

/// `Swoole\Coroutine\map`
pub fn map(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, u32::MAX)?;
    let list = call.array(0)?;
    let callback = Rc::new(call.callback(1)?);
    let limit = timeout(call.double_or(2, -1.0)?);
    let group = Group::with_places(&list);
    for (key, element) in list.iter() {
        let element = element.clone();
        let callback = Rc::clone(&callback);
        let going = group.start(move |group| {
            let name = match &key {
                Key::Index(index) => Value::long(*index),
                Key::Name(name) => Value::bytes(name),
            };
            let result = callback.call(&mut [element, name])?;
            group.store(&key, result);
            Ok(())
        });
        if !going {
            break;
        }
    }
    group.wait(limit)?;
    call.ret(group.results())
}

/// `Swoole\Coroutine\parallel`
pub fn parallel(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, u32::MAX)?;
    let count = call.long(0)?;
    let callback = Rc::new(call.callback(1)?);
    let group = Rc::new(Group::default());
    for _ in 0..count {
        let callback = Rc::clone(&callback);
        if !group.start(move |_| callback.run(&mut [])) {
            break;
        }
    }
    group.wait(None)
}
