//! Constant values that outlive every request: scalars, permanent strings, immutable arrays.

use std::ffi::{CStr, c_int, c_void};
use std::mem::ManuallyDrop;

use ext_php_rs::ffi;

use super::interned;

/// A value written in a stub.
#[derive(Debug)]
#[allow(dead_code)] // The stubs decide which are used.
pub(super) enum Literal {
    /// No value: an uninitialised typed property.
    Undefined,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Str(&'static CStr),
    /// An array with `Int` and `Str` keys.
    Array(&'static [(Literal, Literal)]),
}

unsafe extern "C" {
    fn _zend_hash_init(
        table: *mut ffi::HashTable,
        size: u32,
        destructor: Option<unsafe extern "C" fn(*mut ffi::zval)>,
        persistent: bool,
    );
    fn __zend_malloc(size: usize) -> *mut c_void;
}

impl Literal {
    /// The value as PHP stores it. Nothing in it is reference-counted, and bindgen's destructor must not run on it.
    pub(super) fn to_zval(&self) -> ManuallyDrop<ffi::zval> {
        // Without flags beside the type: neither an interned string nor an immutable array is counted.
        let (value, type_info) = match *self {
            Self::Undefined => (ffi::zend_value { lval: 0 }, ffi::IS_UNDEF),
            Self::Null => (ffi::zend_value { lval: 0 }, ffi::IS_NULL),
            Self::Bool(false) => (ffi::zend_value { lval: 0 }, ffi::IS_FALSE),
            Self::Bool(true) => (ffi::zend_value { lval: 0 }, ffi::IS_TRUE),
            Self::Int(lval) => (ffi::zend_value { lval }, ffi::IS_LONG),
            Self::Float(dval) => (ffi::zend_value { dval }, ffi::IS_DOUBLE),
            Self::Str(text) => (
                ffi::zend_value {
                    str_: interned(text),
                },
                ffi::IS_STRING,
            ),
            Self::Array(list) => (
                ffi::zend_value {
                    arr: immutable_array(list),
                },
                ffi::IS_ARRAY,
            ),
        };
        // SAFETY: an all-zero zval is IS_UNDEF.
        let mut zval = ManuallyDrop::new(unsafe { std::mem::zeroed::<ffi::zval>() });
        zval.value = value;
        zval.u1.type_info = type_info;
        zval
    }
}

/// A leaked array that PHP copies before it writes.
fn immutable_array(elements: &'static [(Literal, Literal)]) -> *mut ffi::HashTable {
    // SAFETY: the table is malloc'ed and initialised as persistent, so that it may grow outside of a request. Keys are
    // permanent strings or integers and values own nothing, so that no destructor is needed.
    unsafe {
        let table: *mut ffi::HashTable = __zend_malloc(size_of::<ffi::HashTable>()).cast();
        _zend_hash_init(table, elements.len() as u32, None, true);
        for (key, value) in elements {
            let mut value = value.to_zval();
            match key {
                Literal::Str(name) => ffi::zend_hash_update(table, interned(name), &raw mut *value),
                Literal::Int(index) => {
                    ffi::zend_hash_index_update(table, *index as u64, &raw mut *value)
                }
                _ => unreachable!("PHP has int and string keys only, and the stubs load in PHP"),
            };
        }
        // Immutable arrays carry a count of 2, so that whoever would write separates first.
        (*table).gc.refcount = 2;
        (*table).gc.u.type_info |= ffi::GC_IMMUTABLE << ffi::GC_FLAGS_SHIFT;
        table
    }
}

/// Declares a global constant.
///
/// # Safety
/// Called at the startup of the module with that number.
pub(super) unsafe fn register_constant(name: &'static CStr, value: &Literal, module: c_int) {
    let (chars, len) = (name.as_ptr(), name.count_bytes());
    let flags = ffi::CONST_PERSISTENT as c_int;
    // SAFETY: the caller's promise; PHP copies the name and the string.
    unsafe {
        match *value {
            Literal::Bool(value) => {
                ffi::zend_register_bool_constant(chars, len, value, flags, module);
            }
            Literal::Int(value) => {
                ffi::zend_register_long_constant(chars, len, value, flags, module);
            }
            Literal::Float(value) => {
                ffi::zend_register_double_constant(chars, len, value, flags, module);
            }
            Literal::Str(value) => {
                ffi::zend_register_string_constant(chars, len, value.as_ptr(), flags, module);
            }
            Literal::Undefined | Literal::Null | Literal::Array(_) => {
                unreachable!("build.rs lets only scalars be global constants")
            }
        }
    }
}
