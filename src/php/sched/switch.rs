//! Starting, leaving and re-entering coroutines.

use std::mem::ManuallyDrop;

use super::coroutine::{Coroutine, Job, State, now};
use super::wait::{Waiting, Woken};
use super::with;
use crate::php::zend::callback::Threw;
use crate::php::zend::fiber::{self, Came, Place, VmTop};
use crate::php::zend::{Value, bailout, errors, globals, sys};
use crate::php::{exit, runtime};

/// Why a coroutine could not be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// As many run or wait as are allowed.
    TooMany(usize),
    /// The system has no memory or no memory map left for a stack.
    NoStack,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooMany(most) => write!(f, "exceed max number of coroutine {most}"),
            Self::NoStack => f.write_str(
                "the system has no memory for another coroutine: raise vm.max_map_count or lower max_coroutine",
            ),
        }
    }
}

/// The running coroutine.
#[inline]
pub fn current() -> Option<&'static Coroutine> {
    with(|scheduler| scheduler.current.get())
}

/// The id of the running coroutine, -1 outside of one.
#[inline]
pub fn current_cid() -> i64 {
    current().map_or(-1, |coroutine| coroutine.cid.get())
}

/// Starts a coroutine that runs `job`, at once, until it waits or ends; returns its id. What `job` throws is reported
/// and ends the process: see [`runtime::is_ending`].
#[inline(always)]
pub fn spawn<F>(job: F) -> Result<i64, Refused>
where
    F: FnOnce() -> Result<(), Threw> + 'static,
{
    let coroutine = match admit() {
        Ok(coroutine) => coroutine,
        Err(refused) => {
            // What the job owns may have destructors.
            bailout::protect(|| drop(job));
            return Err(refused);
        }
    };
    let mut job = ManuallyDrop::new(job);
    coroutine.job.set(Some(Job {
        run: run_job::<F>,
        closure: (&raw mut job).cast(),
    }));
    let cid = coroutine.cid.get();
    enter(coroutine);
    Ok(cid)
}

/// A coroutine that is ready to be entered, with a new id.
#[inline]
fn admit() -> Result<&'static Coroutine, Refused> {
    let scheduler = super::SCHEDULER.get();
    let limits = scheduler.limits.get();
    let mut table = scheduler.table.borrow_mut();
    if table.len() >= limits.max_coroutines {
        return Err(Refused::TooMany(limits.max_coroutines));
    }
    let Some(coroutine) = scheduler.pool.borrow_mut().take(limits.stack) else {
        return Err(Refused::NoStack);
    };
    let cid = table.insert(coroutine);
    if table.len() > scheduler.peak.get() {
        scheduler.peak.set(table.len());
    }
    let parent = scheduler.current.get();
    coroutine.cid.set(cid);
    coroutine
        .parent
        .set(parent.map_or(-1, |parent| parent.cid.get()));
    coroutine.canceled.set(false);
    coroutine.set_preemptible(true);
    coroutine.context_gone.set(false);
    coroutine.began.set(now());
    coroutine.error_reporting.set(fiber::error_reporting());
    Ok(coroutine)
}

/// # Safety
/// `closure` is the `F` of whoever starts the coroutine, which forgets it.
unsafe fn run_job<F: FnOnce() -> Result<(), Threw>>(closure: *mut ()) {
    // SAFETY: the caller's promise; moved to this stack before anything can suspend it.
    let job = unsafe { closure.cast::<F>().read() };
    if job().is_err() || errors::pending() {
        report();
    }
}

/// Reports what nobody has caught; the process ends. What unwinds a coroutine that is being ended is not reported.
#[cold]
fn report() {
    if !errors::swallow_graceful_exit() {
        if !exit::swallow() {
            errors::report_uncaught();
        }
        runtime::end();
    }
}

// The functions between PHP's executor and Zend's switch are inlined: after a switch the processor mispredicts the
// return from each of them.

/// Runs a coroutine until it waits or ends.
#[inline(always)]
pub(super) fn enter(coroutine: &'static Coroutine) {
    let depth = runtime::depth();
    let blocks = fiber::lift_blocks();
    let kept = globals::put_aside();
    let scheduler = super::SCHEDULER.get();
    let previous = scheduler.current.replace(Some(coroutine));
    if let Some(previous) = previous {
        previous.vm_top.set(VmTop::current());
    }
    coroutine.state.set(State::Running);
    coroutine.origin.set(Place::current());
    // SAFETY: a coroutine that is entered has been suspended or not begun; callers hold no borrow.
    let came = unsafe { fiber::switch_to(coroutine.place.get()) };
    scheduler.current.set(previous);
    if coroutine.state.get() == State::Free {
        scheduler.pool.borrow_mut().give(coroutine);
    }
    globals::put_back(kept);
    fiber::put_blocks(blocks);
    runtime::set_depth(depth);
    debug_assert_eq!(
        came,
        Came::Back,
        "who has entered a coroutine is not destroyed"
    );
}

/// Leaves the running coroutine for whoever has entered it; returns when it is entered again.
#[inline(always)]
pub(super) fn leave(coroutine: &'static Coroutine) -> Came {
    let depth = runtime::depth();
    let blocks = fiber::lift_blocks();
    let kept = globals::put_aside();
    coroutine.place.set(Place::current());
    coroutine.state.set(State::Suspended);
    // SAFETY: executor globals exist while PHP runs.
    let frame = unsafe { (*sys::executor()).current_execute_data };
    coroutine.frame.set(frame);
    coroutine.vm_top.set(VmTop::current());
    // SAFETY: the origin waits in `enter`; callers hold no borrow.
    let came = unsafe { fiber::switch_to(coroutine.origin.get()) };
    globals::put_back(kept);
    fiber::put_blocks(blocks);
    runtime::set_depth(depth);
    came
}

/// What a stack runs: one coroutine after another.
pub(super) fn main() -> Place {
    let Some(coroutine) = current() else {
        unreachable!("a stack is entered by `enter`, which sets who runs");
    };
    if let Some(fiber) = &mut *coroutine.fiber.borrow_mut() {
        fiber.set_up_vm();
    }
    bailout::protect_first(|| {
        loop {
            let Some(job) = coroutine.job.take() else {
                unreachable!("a free stack is entered with a job");
            };
            fiber::set_error_reporting(coroutine.error_reporting.get());
            // SAFETY: `spawn` has set the job and waits until it was taken over.
            unsafe { (job.run)(job.closure) };
            finish(coroutine);
            // SAFETY: the origin waits in `enter`, and nothing is borrowed.
            unsafe { fiber::switch_to(coroutine.origin.get()) };
        }
    });
    // A fatal error: nothing can run on this stack again, and the process ends.
    coroutine.broken.set(true);
    runtime::end();
    forget(coroutine);
    coroutine.origin.get()
}

/// Does what a coroutine has left to do, then frees its record.
#[inline]
fn finish(coroutine: &'static Coroutine) {
    conclude(coroutine);
    coroutine.place.set(Place::current());
    forget(coroutine);
    super::join::tell(coroutine);
}

/// Calls what was deferred and frees what belongs to the coroutine.
#[inline]
fn conclude(coroutine: &'static Coroutine) {
    if !coroutine.defers.borrow().is_empty() {
        run_deferred(coroutine);
    }
    if coroutine.context.borrow().is_some() {
        drop_context(coroutine);
    }
    globals::end_output();
}

/// Calls what was deferred with what the coroutine has returned.
#[cold]
fn run_deferred(coroutine: &'static Coroutine) {
    loop {
        // A deferred function may defer another one, which runs next.
        let next = coroutine.defers.borrow_mut().pop();
        let Some(callback) = next else { break };
        let returned = coroutine.returned.replace(Value::NULL);
        coroutine.returned.set(returned.clone());
        let result = callback.run(&mut [returned]);
        drop(callback);
        if result.is_err() || errors::pending() {
            // The rest is not run: the process ends.
            report();
            let rest = coroutine.defers.take();
            drop(rest);
            break;
        }
    }
    drop(coroutine.returned.replace(Value::NULL));
    if errors::pending() {
        report();
    }
}

#[cold]
fn drop_context(coroutine: &'static Coroutine) {
    coroutine.context_gone.set(true);
    let context = coroutine.context.take();
    drop(context);
    if errors::pending() {
        report();
    }
}

/// Ends the running coroutine and begins another one in its place, on the same stack: what [`spawn`] for each would do,
/// without a switch. Returns false if the running one has waited since its wait number `waits`: who has started it runs
/// on already then, and it must end by itself.
#[inline]
pub fn renew(coroutine: &'static Coroutine, waits: u32) -> bool {
    if coroutine.waits.get() != waits {
        return false;
    }
    conclude(coroutine);
    if coroutine.waits.get() != waits || runtime::is_ending() {
        return false;
    }
    super::join::tell(coroutine);
    let mut table = super::SCHEDULER.get().table.borrow_mut();
    table.remove(coroutine.cid.get());
    coroutine.cid.set(table.insert(coroutine));
    coroutine.canceled.set(false);
    coroutine.set_preemptible(true);
    coroutine.context_gone.set(false);
    coroutine.began.set(now());
    fiber::set_error_reporting(coroutine.error_reporting.get());
    true
}

#[inline]
fn forget(coroutine: &'static Coroutine) {
    with(|scheduler| scheduler.table.borrow_mut().remove(coroutine.cid.get()));
    coroutine.cid.set(0);
    coroutine.state.set(State::Free);
}

/// Forgets everything at the end of the request. Coroutines that still wait are gone with PHP's memory.
pub fn reset() {
    with(|scheduler| {
        scheduler.pool.borrow_mut().clear();
        scheduler.table.borrow_mut().clear();
        scheduler.current.set(None);
        scheduler.soon.borrow_mut().clear();
    });
}

/// Forgets the coroutines of the parent, in a child process that begins anew: they neither go on nor unwind here.
pub fn forget_inherited() {
    for cid in super::ids() {
        if let Some(coroutine) = super::find(cid) {
            // Its tickets are worth nothing.
            coroutine.waiting.set(Waiting::Not);
            coroutine.cid.set(0);
        }
    }
    with(|scheduler| {
        scheduler.table.borrow_mut().clear();
        scheduler.current.set(None);
        scheduler.soon.borrow_mut().clear();
        scheduler.ending.set(false);
    });
}

/// Ends every coroutine that waits: each is woken to unwind, so that its `finally` blocks and destructors run. Nobody
/// may wait from then on. Frees all stacks.
pub fn end_all() {
    with(|scheduler| scheduler.ending.set(true));
    for cid in super::ids() {
        // One that unwinds may have ended others on its way.
        if let Some(coroutine) = super::find(cid)
            && coroutine.is_suspended()
            && !bailout::caught()
        {
            coroutine.woken.set(Woken::Ended);
            coroutine.waiting.set(Waiting::Not);
            enter(coroutine);
        }
    }
    with(|scheduler| {
        scheduler.pool.borrow_mut().clear();
        scheduler.ending.set(false);
    });
}
