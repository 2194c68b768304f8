//! `exit()` inside a callback: an exception, as in Swoole, so that the loop can end in order.

use std::sync::atomic::{AtomicBool, Ordering};

use super::zend::object::Slot;
use super::zend::request;
use super::zend::sys::{self, zend_execute_data};
use super::zend::{Obj, Value};
use super::{classes, runtime, server};

/// The opcode of `exit` in PHP before 8.4, where it became a function.
const ZEND_EXIT: u8 = 79;
/// `ZEND_MODULE_API_NO` of PHP 8.4.
const API_8_4: u32 = 20_240_924;
/// `ZEND_USER_OPCODE_CONTINUE`: go on with the opline that the frame points to.
const CONTINUE: i32 = 0;
/// `ZEND_USER_OPCODE_DISPATCH`: do what PHP does.
const DISPATCH: i32 = 2;
/// `SWOOLE_EXIT_IN_COROUTINE`.
const IN_COROUTINE: i64 = 2;
/// `SWOOLE_EXIT_IN_SERVER`.
const IN_SERVER: i64 = 4;

/// Operand types of an opline: a constant, a temporary, a variable that PHP made, one that the script named.
const IS_CONST: u32 = 1;
const IS_TMP_VAR: u32 = 2;
const IS_VAR: u32 = 4;
const IS_CV: u32 = 8;

type OpcodeHandler = unsafe extern "C" fn(*mut zend_execute_data) -> i32;

unsafe extern "C" {
    fn zend_set_user_opcode_handler(opcode: u8, handler: Option<OpcodeHandler>) -> i32;
    fn zend_get_user_opcode_handler(opcode: u8) -> Option<OpcodeHandler>;
}

/// Takes over `exit`, unless another extension has done so.
pub fn startup() {
    if sys::ZEND_MODULE_API_NO >= API_8_4 {
        return;
    }
    // SAFETY: called at module startup, when opcode handlers may be set.
    unsafe {
        if zend_get_user_opcode_handler(ZEND_EXIT).is_none() {
            zend_set_user_opcode_handler(ZEND_EXIT, Some(handle_exit));
        }
    }
}

unsafe extern "C" fn handle_exit(execute_data: *mut zend_execute_data) -> i32 {
    if !runtime::in_callback() {
        return DISPATCH;
    }
    // SAFETY: PHP calls this with the running frame, whose opline is an EXIT with one operand or none. The operand lies
    // where its type says: behind the opline (a constant) or in the frame.
    unsafe {
        let opline = (*execute_data).opline;
        let operand = (*opline).op1;
        let status = match u32::from((*opline).op1_type) {
            IS_CONST => {
                // The offset is signed: constants may lie before their opline.
                let offset = operand.constant as i32 as isize;
                let constant = opline.byte_offset(offset).cast::<sys::zval>();
                Value::from_zval(constant).deref().clone()
            }
            IS_CV => {
                let variable = execute_data
                    .byte_add(operand.var as usize)
                    .cast::<sys::zval>();
                Value::from_zval(variable).deref().clone()
            }
            IS_TMP_VAR | IS_VAR => {
                // A temporary is used up by its opline: take it over.
                let temporary = execute_data.byte_add(operand.var as usize).cast::<Value>();
                let value = std::ptr::replace(temporary, Value::UNDEF);
                value.deref().clone()
            }
            _ => Value::NULL,
        };
        throw(status);
    }
    CONTINUE
}

/// Whether this process is a child that ends with the status of an `exit()` that nobody has caught.
static ENDS_QUIETLY: AtomicBool = AtomicBool::new(false);

/// From now on, an `exit()` that nobody catches ends this process with its status, and is not reported.
pub fn end_quietly() {
    ENDS_QUIETLY.store(true, Ordering::Relaxed);
}

/// The same, while `body` runs.
pub fn ending_quietly<R>(body: impl FnOnce() -> R) -> R {
    let before = ENDS_QUIETLY.swap(true, Ordering::Relaxed);
    let result = body();
    ENDS_QUIETLY.store(before, Ordering::Relaxed);
    result
}

/// Takes the status of the pending exception over, if it is an `exit()` that is to end this process, and clears it.
pub fn swallow() -> bool {
    if !ENDS_QUIETLY.load(Ordering::Relaxed) || !super::zend::errors::pending() {
        return false;
    }
    let class = classes::EXIT_EXCEPTION.get();
    // SAFETY: a pending exception is alive; the class is registered.
    let (exception, slot) = unsafe {
        let exception = Obj::from_borrowed((*sys::executor()).exception);
        (exception, Slot::find(class, "status"))
    };
    let Some(slot) = slot.filter(|_| exception.instance_of(class)) else {
        return false;
    };
    let status = exception.slot(slot).clone();
    // SAFETY: clears what is pending; it is held here.
    unsafe { sys::zend_clear_exception() };
    match status.as_bytes() {
        Some(text) => {
            // SAFETY: writes the bytes to PHP's output.
            unsafe { sys::php_output_write(text.as_ptr().cast(), text.len()) };
        }
        None => request::set_exit_status(status.to_long() as i32 & 0xff),
    }
    true
}

fn throw(status: Value) {
    let class = classes::EXIT_EXCEPTION.get();
    super::zend::errors::throw(class, "swoole exit", 0);
    // SAFETY: the exception was just thrown, so it is pending and alive.
    let exception = unsafe { Obj::from_borrowed((*sys::executor()).exception) };
    let mut flags = 0;
    if runtime::with(|runtime| runtime.policy.get()) == runtime::Policy::End {
        flags |= IN_COROUTINE;
    }
    if server::current_engine().is_some() {
        flags |= IN_SERVER;
    }
    // SAFETY: the class is registered.
    let slot = |name| unsafe { Slot::find(class, name) };
    if let (Some(flags_slot), Some(status_slot)) = (slot("flags"), slot("status")) {
        exception.set_slot(flags_slot, Value::long(flags));
        // A variable that is not set.
        let status = if status.is_null() {
            Value::NULL
        } else {
            status
        };
        exception.set_slot(status_slot, status);
    }
}
