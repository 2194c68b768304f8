//! `Swoole\Coroutine\Scheduler`, and `Swoole\Coroutine\run()`, which is one with a single coroutine.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{deadlock, options};
use crate::php::runtime::{self, Verdict};
use crate::php::zend::object::HandlersCell;
use crate::php::zend::sys::zend_class_entry;
use crate::php::zend::{Call, Callback, NativeClass, PhpResult, Thrown, Value, errors, sys};
use crate::php::{classes, event, hooks, last_error, sched};

/// What a scheduler is to start.
#[derive(Default)]
pub struct Scheduler {
    tasks: RefCell<Vec<Task>>,
    started: Cell<bool>,
}

struct Task {
    count: i64,
    callback: Rc<Callback>,
    args: Rc<Vec<Value>>,
}

// SAFETY: `module` attaches this type to the class that `class` returns.
unsafe impl NativeClass for Scheduler {
    fn new() -> Self {
        Self::default()
    }

    fn references(&self, visit: &mut dyn FnMut(&Value)) {
        for task in self.tasks.borrow().iter() {
            visit(task.callback.callable());
            task.args.iter().for_each(&mut *visit);
        }
    }

    fn class() -> *mut zend_class_entry {
        classes::COROUTINE_SCHEDULER.get()
    }

    fn handlers() -> &'static HandlersCell {
        static HANDLERS: HandlersCell = HandlersCell::new();
        &HANDLERS
    }
}

impl Scheduler {
    fn add(&self, call: &mut Call<'_>, count: i64, at: u32, method: &str) -> PhpResult {
        if self.started.get() {
            last_error::fatal(&format!(
                "scheduler is running, unable to execute Swoole\\Coroutine\\Scheduler->{method}"
            ));
            return call.ret_bool(false);
        }
        let task = Task {
            count,
            callback: Rc::new(call.callback(at)?),
            args: Rc::new(call.rest(at + 1)),
        };
        self.tasks.borrow_mut().push(task);
        Ok(())
    }
}

/// `Swoole\Coroutine\Scheduler::add`
pub fn add(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, u32::MAX)?;
    call.native::<Scheduler>().add(call, 1, 0, "add")
}

/// `Swoole\Coroutine\Scheduler::parallel`
pub fn parallel(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, u32::MAX)?;
    let count = call.long(0)?;
    call.native::<Scheduler>().add(call, count, 1, "parallel")
}

/// `Swoole\Coroutine\Scheduler::set`, also `Swoole\Coroutine::set`
pub fn set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let given = call.array(0)?;
    let condition = given.get(b"exit_condition");
    if let Some(condition) = condition.filter(|value| !value.is_null())
        && let Err(reason) = Callback::new(condition)
    {
        last_error::fatal(&format!(
            "exit_condition must be a valid callback, {reason}"
        ));
    }
    options::set(&given);
    Ok(())
}

/// `Swoole\Coroutine\Scheduler::getOptions`, also `Swoole\Coroutine::getOptions`
pub fn get_options(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    match options::given() {
        Some(options) => call.ret(options),
        None => call.ret(Value::NULL),
    }
}

/// `Swoole\Coroutine\Scheduler::start`
pub fn start(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 0)?;
    let scheduler = call.native::<Scheduler>();
    if scheduler.started.get() {
        last_error::fatal(
            "scheduler is started, unable to execute Swoole\\Coroutine\\Scheduler->start",
        );
        return call.ret_bool(false);
    }
    if !may_start()? {
        return call.ret_bool(false);
    }
    let tasks = scheduler.tasks.take();
    if tasks.is_empty() {
        last_error::fatal("no coroutine task");
        return call.ret_bool(false);
    }
    scheduler.started.set(true);
    let result = run_all(tasks);
    scheduler.started.set(false);
    result?;
    call.ret_bool(true)
}

/// `Swoole\Coroutine\run`
pub fn run(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, u32::MAX)?;
    let callback = Rc::new(call.callback(0)?);
    let args = Rc::new(call.rest(1));
    if !may_start()? {
        return call.ret_bool(false);
    }
    run_all(vec![Task {
        count: 1,
        callback,
        args,
    }])?;
    call.ret_bool(true)
}

/// Whether no loop runs; otherwise there is a warning, or an exception.
fn may_start() -> PhpResult<bool> {
    if sched::current().is_some() || !runtime::is_looping() {
        return Ok(true);
    }
    last_error::fatal(
        "eventLoop has already been created. unable to start Swoole\\Coroutine\\Scheduler",
    );
    if errors::pending() {
        Err(Thrown)
    } else {
        Ok(false)
    }
}

/// Starts the coroutines and runs the loop until nothing is left to wait for.
fn run_all(tasks: Vec<Task>) -> PhpResult {
    hooks::set(options::get("hook_flags").map_or(hooks::ALL, |flags| flags.to_long()));
    let outcome = runtime::looping(|| {
        for task in &tasks {
            for _ in 0..task.count {
                let callback = Rc::clone(&task.callback);
                let args = Rc::clone(&task.args);
                let started = sched::spawn(move || {
                    let mut args: Vec<Value> = args.iter().cloned().collect();
                    callback.run(&mut args)
                });
                if let Err(refused) = started {
                    super::warn_refused(&refused);
                }
                if runtime::is_ending() {
                    return Ok(Verdict::End);
                }
            }
        }
        if sched::current().is_some() {
            // Swoole starts the coroutines, too, before it refuses to wait for them here.
            errors::raise(sys::E_ERROR, "Unable to call Event::wait() in coroutine");
            return Ok(Verdict::End);
        }
        runtime::run_to_completion()
    });
    drop(tasks);
    match outcome {
        Ok(Verdict::GoOn) => {
            deadlock::check();
            if sched::counts().0 > 0 {
                event::unwind_at_shutdown();
            }
            if errors::pending() {
                Err(Thrown)
            } else {
                Ok(())
            }
        }
        Ok(Verdict::End) => Err(errors::unwind()),
        Err(error) => {
            errors::raise(
                sys::E_ERROR,
                &format!("the event loop failed, Error: {error}"),
            );
            Err(Thrown)
        }
    }
}
