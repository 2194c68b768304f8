//! PHP's hook for classes that it does not know.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::errors;
use super::string::ZStr;
use super::sys::{self, zend_class_entry, zend_string};
use super::thread::OneThread;

/// PHP's own function behind the hook.
pub type Autoload =
    unsafe extern "C" fn(*mut zend_string, *mut zend_string) -> *mut zend_class_entry;

/// A class that is asked for, or that was found.
#[derive(Clone, Copy)]
pub struct Class {
    name: *mut zend_string,
    lower: *mut zend_string,
    found: *mut zend_class_entry,
}

impl Class {
    /// No class.
    pub const NONE: Self = Self {
        name: std::ptr::null_mut(),
        lower: std::ptr::null_mut(),
        found: std::ptr::null_mut(),
    };
}

type Loader = fn(Class, &[u8]) -> Class;

// SAFETY: code of PHP's thread only.
static LOADER: OneThread<Cell<Option<Loader>>> = unsafe { OneThread::new(Cell::new(None)) };

unsafe extern "C" {
    static mut zend_autoload: Option<Autoload>;
}

/// Has PHP call `loader`; returns what it called before. At module startup.
pub fn replace(loader: Loader) -> Option<Autoload> {
    LOADER.get().set(Some(loader));
    // SAFETY: a function pointer of PHP's, changed before any script runs.
    unsafe { std::ptr::replace(&raw mut zend_autoload, Some(autoload)) }
}

unsafe extern "C" fn autoload(
    name: *mut zend_string,
    lower: *mut zend_string,
) -> *mut zend_class_entry {
    let Some(loader) = LOADER.get().get() else {
        return std::ptr::null_mut();
    };
    let asked = Class {
        name,
        lower,
        found: std::ptr::null_mut(),
    };
    // SAFETY: PHP passes live strings.
    let text = unsafe { ZStr::from_borrowed(lower) };
    match catch_unwind(AssertUnwindSafe(|| loader(asked, text.as_bytes()))) {
        Ok(class) => class.found,
        Err(panic) => {
            errors::throw_panic(&*panic);
            std::ptr::null_mut()
        }
    }
}

/// Calls PHP's own function for a class that is asked for.
pub fn call(original: Autoload, class: Class) -> Class {
    // SAFETY: the strings are those that PHP has passed, alive until the hook returns.
    let found = unsafe { original(class.name, class.lower) };
    Class { found, ..class }
}

/// The class with this name in lower case, if it exists.
pub fn find(lower: &[u8]) -> Class {
    // SAFETY: the table of classes maps names to class entries.
    let found = unsafe {
        let table = (*sys::executor()).class_table;
        let found = sys::zend_hash_str_find(table, lower.as_ptr().cast(), lower.len());
        if found.is_null() {
            std::ptr::null_mut()
        } else {
            (*found).value.ce
        }
    };
    Class {
        found,
        ..Class::NONE
    }
}
