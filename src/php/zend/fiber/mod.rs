//! Stacks that PHP code can run on: Zend's fiber contexts, each with a VM stack of its own.
//!
//! Only switching and memory are here. Who runs when, and what a switch means, is `php::sched`'s business.

mod switch;

pub use switch::startup;

use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};

use super::call::FRAME_SLOTS;
use super::sys::headers::{
    _zend_vm_stack, zend_fiber_context, zend_fiber_destroy_context, zend_fiber_init_context,
    zend_fiber_switch_block, zend_fiber_switch_blocked, zend_fiber_switch_unblock,
    zend_fiber_transfer,
};
use super::sys::{self, zend_execute_data, zval};

/// Bytes of a fiber's first page of VM stack; PHP adds pages when a deep call needs them.
const VM_STACK: usize = 16 * 1024;

/// A stack, running or not, that can be switched to. Only the numbers of one: it does not keep the stack alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(*mut zend_fiber_context);

impl Place {
    /// No stack.
    pub const NOWHERE: Self = Self(ptr::null_mut());

    /// The running stack.
    #[inline(always)]
    pub fn current() -> Self {
        // SAFETY: executor globals exist while PHP runs.
        let context = unsafe { (*sys::executor()).current_fiber_context };
        Self(context.cast())
    }
}

/// How far the VM stack of some code reaches.
#[derive(Debug, Clone, Copy)]
pub struct VmTop {
    page: *mut _zend_vm_stack,
    top: *mut zval,
}

impl VmTop {
    /// That of no stack.
    pub const NONE: Self = Self {
        page: ptr::null_mut(),
        top: ptr::null_mut(),
    };

    /// That of the running code.
    #[inline(always)]
    pub fn current() -> Self {
        // SAFETY: executor globals exist while PHP runs.
        unsafe {
            let globals = sys::executor();
            Self {
                page: (*globals).vm_stack.cast(),
                top: (*globals).vm_stack_top,
            }
        }
    }

    /// Bytes in use up to here, those at the ends of full pages not counted.
    ///
    /// # Safety
    /// The stack exists, and what was running when this was made has not run on.
    pub unsafe fn used(self) -> usize {
        let mut bytes = 0;
        let Self { mut page, mut top } = self;
        while !page.is_null() {
            bytes += top as usize - page as usize;
            // SAFETY: pages exist as long as the stack and are linked from the newest to the first. A page that is full
            // says how far it was filled.
            unsafe {
                page = (*page).prev;
                if !page.is_null() {
                    top = (*page).top.cast();
                }
            }
        }
        bytes
    }
}

/// Why a switch came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Somebody switched here.
    Back,
    /// PHP destroys the `Fiber` object whose stack this is: it must be unwound. The exception that does so is pending.
    ToBeDestroyed,
}

/// Switches to `place`; returns when somebody switches back.
///
/// # Safety
/// `place` is suspended: it has left by this function, or is a fiber that has not run yet. No borrow that code on
/// another stack could conflict with is held.
#[inline(always)]
pub unsafe fn switch_to(place: Place) -> Came {
    let mut transfer = MaybeUninit::<zend_fiber_transfer>::zeroed();
    // SAFETY: all-zero is a transfer with an undefined value and no flags; the context is the caller's promise.
    unsafe {
        let transfer = transfer.as_mut_ptr();
        (*transfer).context = place.0;
        (*transfer).value.u1.type_info = sys::IS_NULL;
        switch::switch(transfer);
        if (*transfer).flags == 0 {
            return Came::Back;
        }
        throw_carried(transfer);
    }
    Came::ToBeDestroyed
}

/// # Safety
/// The transfer carries an exception.
#[cold]
unsafe fn throw_carried(transfer: *mut zend_fiber_transfer) {
    // SAFETY: the caller's promise.
    unsafe {
        let value: *mut zval = (&raw mut (*transfer).value).cast();
        sys::zend_throw_exception_internal((*value).value.obj);
    }
}

/// How often PHP forbids to switch on the running stack: it does in destructors and while it collects cycles, for the
/// sake of its own fibers. Ours switch there all the same, and each stack keeps its number.
#[inline(always)]
pub fn lift_blocks() -> u32 {
    let mut blocks = 0;
    // SAFETY: a counter, which is lowered only while it is not 0.
    unsafe {
        while zend_fiber_switch_blocked() {
            zend_fiber_switch_unblock();
            blocks += 1;
        }
    }
    blocks
}

/// Puts back what [`lift_blocks`] has lifted.
#[inline(always)]
pub fn put_blocks(blocks: u32) {
    for _ in 0..blocks {
        // SAFETY: raises a counter.
        unsafe { zend_fiber_switch_block() };
    }
}

/// A stack of its own, made for code that runs on it again and again.
pub struct Fiber {
    /// Boxed by hand: Zend keeps its address.
    context: NonNull<zend_fiber_context>,
    /// The first page of its VM stack; null until it runs.
    page: *mut _zend_vm_stack,
}

/// What a fiber runs. When it returns, the stack is freed and the fiber that it names runs on.
pub type Main = fn() -> Place;

/// Marks the contexts that are ours.
static KIND: u8 = 0;

impl Fiber {
    /// A fiber with a C stack of `stack` bytes that runs `main` when it is switched to first. `None` when the system has
    /// no memory or no memory map left for it; PHP's exception about that is pending then.
    pub fn new(main: Main, stack: usize) -> Option<Self> {
        let context = Box::new(Context {
            // SAFETY: an all-zero context is what zend_fiber_init_context expects.
            zend: unsafe { MaybeUninit::zeroed().assume_init() },
            main,
        });
        let context = NonNull::from(Box::leak(context)).cast::<zend_fiber_context>();
        // SAFETY: the context is zeroed and stays where it is; `enter` is a coroutine function.
        let made = unsafe {
            zend_fiber_init_context(
                context.as_ptr(),
                (&raw const KIND).cast_mut().cast(),
                Some(enter),
                stack,
            );
            !(*context.as_ptr()).handle.is_null()
        };
        let fiber = Self {
            context,
            page: ptr::null_mut(),
        };
        if made {
            return Some(fiber);
        }
        // SAFETY: nothing was made that refers to the box.
        unsafe { drop(Box::from_raw(fiber.context.as_ptr().cast::<Context>())) };
        None
    }

    /// Where to switch to.
    pub fn place(&self) -> Place {
        Place(self.context.as_ptr())
    }

    /// Gives the running fiber its VM stack. The first thing that runs on a fiber.
    pub fn set_up_vm(&mut self) {
        // SAFETY: the page is fresh memory of VM_STACK bytes; its header and one empty call frame are written before the
        // globals point to it. The frame has no function: backtraces end there.
        unsafe {
            let page: *mut _zend_vm_stack = sys::_emalloc(VM_STACK as _).cast();
            let header = size_of::<_zend_vm_stack>().next_multiple_of(size_of::<zval>());
            let first = page.byte_add(header).cast::<zval>();
            let end = page.byte_add(VM_STACK).cast::<zval>();
            (*page).top = first.cast();
            (*page).end = end.cast();
            (*page).prev = ptr::null_mut();
            let root = first.cast::<zend_execute_data>();
            ptr::write_bytes(root, 0, 1);
            let globals = sys::executor();
            (*globals).vm_stack = page.cast();
            (*globals).vm_stack_top = first.add(FRAME_SLOTS);
            (*globals).vm_stack_end = end;
            (*globals).vm_stack_page_size = VM_STACK;
            (*globals).current_execute_data = root;
            (*globals).jit_trace_num = 0;
            #[cfg(zend_stack_limit)]
            {
                let stack = (*self.context.as_ptr()).stack;
                (*globals).stack_base = super::sys::headers::zend_fiber_stack_base(stack);
                (*globals).stack_limit = super::sys::headers::zend_fiber_stack_limit(stack);
            }
            self.page = page;
        }
    }

    /// Frees a fiber that is suspended and has nothing on its stack that must be dropped.
    pub fn destroy(self) {
        // SAFETY: nobody will switch to it again; its only page is the first one, since nothing runs on it.
        unsafe {
            zend_fiber_destroy_context(self.context.as_ptr());
            if !self.page.is_null() {
                sys::_efree(self.page.cast());
            }
        }
        self.forget();
    }

    /// Lets go of a fiber whose `main` has returned: its C stack is freed already. What a fatal error has left on its VM
    /// stack is PHP's to free at the end of the request.
    pub fn forget(self) {
        // SAFETY: made by `new`; Zend does not refer to it any more.
        unsafe { drop(Box::from_raw(self.context.as_ptr().cast::<Context>())) };
    }
}

/// Zend's context, and what runs on it.
#[repr(C)]
struct Context {
    zend: zend_fiber_context,
    main: Main,
}

unsafe extern "C" fn enter(transfer: *mut zend_fiber_transfer) {
    // SAFETY: the running context is the one that `new` made; the transfer is Zend's own for this run.
    unsafe {
        let own = Place::current().0.cast::<Context>();
        let next = ((*own).main)();
        (*transfer).context = next.0;
        (*transfer).flags = 0;
    }
}

/// The level of errors that PHP reports now; each stack has its own.
pub fn error_reporting() -> i32 {
    // SAFETY: executor globals exist while PHP runs.
    unsafe { (*sys::executor()).error_reporting }
}

/// Sets the level of errors for the running stack.
pub fn set_error_reporting(level: i32) {
    // SAFETY: as above.
    unsafe { (*sys::executor()).error_reporting = level };
}
