//! The switch from one stack to another.
//!
//! `zend_fiber_switch_context()` costs more than its instructions: each return behind a jump to another stack, its own
//! and its caller's, goes where the processor's stack of return addresses does not expect it, some 20 cycles each. On
//! x86-64 its work is done inline here instead, and the jump itself leaves that stack as it is, so that a coroutine
//! that was entered and left by two calls of PHP's executor returns to the executor as predicted. The format of a
//! suspended stack stays that of the running PHP, whose `jump_fcontext()` is used: Zend's own switch and this one may
//! resume what the other has suspended.
//!
//! Zend's function is used where that one is not to be found or not all that there is to do: in builds of PHP with
//! ucontext or with the address sanitizer, under a hardware shadow stack, and on other processors.

use std::ffi::{CStr, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use super::super::sys;
use super::super::sys::headers::{
    zend_fiber_context, zend_fiber_destroy_context, zend_fiber_switch_context, zend_fiber_transfer,
    zend_observer_fiber_switch_notify,
};

/// `ZEND_FIBER_STATUS_RUNNING` and its neighbours: the same in every PHP that has fibers.
const RUNNING: u32 = 1;
const SUSPENDED: u32 = 2;
const DEAD: u32 = 3;

/// PHP's `jump_fcontext()`; null if its way is not to be used.
static JUMP: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());

/// Looks which switch is to be used. Called while modules start.
pub fn startup() {
    if cfg!(target_arch = "x86_64")
        && symbol(c"__sanitizer_start_switch_fiber").is_null()
        && !has_shadow_stack()
    {
        JUMP.store(symbol(c"jump_fcontext"), Ordering::Relaxed);
    }
}

/// The address of what the process has loaded under a name; null if there is none.
fn symbol(name: &CStr) -> *mut c_void {
    // SAFETY: looks a name up.
    unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) }
}

/// Whether the processor keeps return addresses on a stack of its own, which returns must agree with.
fn has_shadow_stack() -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        let mut pointer = 0_u64;
        // SAFETY: reads the shadow stack's pointer; does nothing where there is none.
        unsafe {
            std::arch::asm!("rdsspq {0}", inout(reg) pointer, options(nomem, nostack, preserves_flags));
        }
        pointer != 0
    }
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// Switches to the context that `transfer` names; returns when somebody switches back, with what they have transferred.
///
/// # Safety
/// The context is suspended or has not run yet. No borrow that code on another stack could conflict with is held.
#[inline(always)]
pub(super) unsafe fn switch(transfer: *mut zend_fiber_transfer) {
    #[cfg(target_arch = "x86_64")]
    {
        let jump = JUMP.load(Ordering::Relaxed);
        if !jump.is_null() {
            // SAFETY: the caller's promise.
            unsafe { switch_by(jump, transfer) };
            return;
        }
    }
    // SAFETY: the caller's promise.
    unsafe { zend_fiber_switch_context(transfer) };
}

/// What Zend's switch does, in its order.
///
/// # Safety
/// That of [`switch`]; `jump` is PHP's `jump_fcontext()`.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn switch_by(jump: *mut c_void, transfer: *mut zend_fiber_transfer) {
    // SAFETY: the executor's globals exist while PHP runs, contexts as long as they are suspended; what is put back is
    // what was taken.
    unsafe {
        let globals = sys::executor();
        let from = (*globals)
            .current_fiber_context
            .cast::<zend_fiber_context>();
        let to = (*transfer).context;
        zend_observer_fiber_switch_notify(from, to);
        let state = VmState::capture();
        (*to).status = RUNNING;
        if (*from).status == RUNNING {
            (*from).status = SUSPENDED;
        }
        (*transfer).context = from;
        (*globals).current_fiber_context = to.cast();
        let (handle, received) = jump_to(jump, (*to).handle, transfer);
        // It may lie on a stack that is freed below.
        let received = ptr::read(received);
        let came_from = received.context;
        ptr::write(transfer, received);
        (*came_from).handle = handle;
        (*globals).current_fiber_context = from.cast();
        state.restore();
        if (*came_from).status == DEAD {
            zend_fiber_destroy_context(came_from);
        }
    }
}

/// Jumps to a stack; returns, when somebody jumps back, the handle of the stack that they have left and what they
/// have passed.
///
/// # Safety
/// `handle` is a suspended stack's; `jump` is PHP's `jump_fcontext()`.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn jump_to(
    jump: *mut c_void,
    handle: *mut c_void,
    transfer: *mut zend_fiber_transfer,
) -> (*mut c_void, *mut zend_fiber_transfer) {
    let left: *mut c_void;
    let received: *mut zend_fiber_transfer;
    // SAFETY: a call whose return address is pushed by hand: it comes back by a jump, so that a call would leave an
    // address in the processor's prediction that no return takes out. Whoever jumps back restores the registers that C
    // functions keep; the others are given up.
    unsafe {
        std::arch::asm!(
            "lea rax, [rip + 2f]",
            "push rax",
            "jmp {jump}",
            "2:",
            jump = in(reg) jump,
            inout("rdi") handle => _,
            inout("rsi") transfer => _,
            out("rax") left,
            out("rdx") received,
            clobber_abi("C"),
        );
    }
    (left, received)
}

/// What the executor keeps in globals for each stack.
#[cfg(target_arch = "x86_64")]
struct VmState {
    vm_stack: sys::zend_vm_stack,
    vm_stack_top: *mut sys::zval,
    vm_stack_end: *mut sys::zval,
    vm_stack_page_size: usize,
    current_execute_data: *mut sys::zend_execute_data,
    error_reporting: i32,
    jit_trace_num: u32,
    bailout: *mut sys::jmp_buf,
    active_fiber: *mut sys::_zend_fiber,
    #[cfg(zend_stack_limit)]
    stack_base: *mut c_void,
    #[cfg(zend_stack_limit)]
    stack_limit: *mut c_void,
}

#[cfg(target_arch = "x86_64")]
impl VmState {
    /// That of the running stack.
    ///
    /// # Safety
    /// PHP runs.
    #[inline(always)]
    unsafe fn capture() -> Self {
        // SAFETY: the caller's promise.
        let globals = unsafe { &*sys::executor() };
        Self {
            vm_stack: globals.vm_stack,
            vm_stack_top: globals.vm_stack_top,
            vm_stack_end: globals.vm_stack_end,
            vm_stack_page_size: globals.vm_stack_page_size,
            current_execute_data: globals.current_execute_data,
            error_reporting: globals.error_reporting,
            jit_trace_num: globals.jit_trace_num,
            bailout: globals.bailout,
            active_fiber: globals.active_fiber,
            #[cfg(zend_stack_limit)]
            stack_base: globals.stack_base,
            #[cfg(zend_stack_limit)]
            stack_limit: globals.stack_limit,
        }
    }

    /// Makes it the executor's.
    ///
    /// # Safety
    /// It was captured on the stack that runs.
    #[inline(always)]
    unsafe fn restore(self) {
        // SAFETY: the caller's promise.
        let globals = unsafe { &mut *sys::executor() };
        globals.vm_stack = self.vm_stack;
        globals.vm_stack_top = self.vm_stack_top;
        globals.vm_stack_end = self.vm_stack_end;
        globals.vm_stack_page_size = self.vm_stack_page_size;
        globals.current_execute_data = self.current_execute_data;
        globals.error_reporting = self.error_reporting;
        globals.jit_trace_num = self.jit_trace_num;
        globals.bailout = self.bailout;
        globals.active_fiber = self.active_fiber;
        #[cfg(zend_stack_limit)]
        {
            globals.stack_base = self.stack_base;
            globals.stack_limit = self.stack_limit;
        }
    }
}
