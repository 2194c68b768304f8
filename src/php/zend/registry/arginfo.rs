//! Function entries and types in the layout that PHP reads.
//!
//! An internal function's argument table starts with an entry for the return type, whose `name` field holds the number
//! of required arguments. Class types are C strings there; PHP replaces them when it registers the function.

use std::ffi::{CStr, c_char};
use std::ptr;

use ext_php_rs::ffi;

use super::{FunctionDef, TypeDef};

/// Masks of PHP's built-in types, under the names that build.rs prints.
pub(super) mod mask {
    #![allow(dead_code)] // The stubs decide which are used.
    use ext_php_rs::ffi;

    /// `null`, also written `?`.
    pub const NULL: u32 = 1 << ffi::IS_NULL;
    /// `false`
    pub const FALSE: u32 = 1 << ffi::IS_FALSE;
    /// `bool`
    pub const BOOL: u32 = ffi::MAY_BE_BOOL;
    /// `int`
    pub const LONG: u32 = 1 << ffi::IS_LONG;
    /// `float`
    pub const DOUBLE: u32 = 1 << ffi::IS_DOUBLE;
    /// `string`
    pub const STRING: u32 = 1 << ffi::IS_STRING;
    /// `array`
    pub const ARRAY: u32 = 1 << ffi::IS_ARRAY;
    /// `object`
    pub const OBJECT: u32 = 1 << ffi::IS_OBJECT;
    /// `callable`
    pub const CALLABLE: u32 = 1 << ffi::IS_CALLABLE;
    /// `mixed`
    pub const ANY: u32 = ffi::MAY_BE_ANY;
    /// `void`
    pub const VOID: u32 = 1 << ffi::IS_VOID;
    /// `static`; the headers' IS_STATIC is not bound, and is 15 in every PHP since 8.0.
    pub const STATIC: u32 = 1 << 15;
}

/// The bit that says "the pointer is a C string naming classes": PHP 8.3 gave it a bit of its own.
const LITERAL_NAME_BIT: u32 = if ffi::ZEND_MODULE_API_NO >= 20_230_831 {
    1 << 23
} else {
    ffi::_ZEND_TYPE_NAME_BIT
};

/// PHP's table of `functions`, leaked, with the empty entry that ends it.
pub(super) fn function_entries(functions: &[FunctionDef]) -> *const ffi::zend_function_entry {
    let mut entries: Vec<ffi::zend_function_entry> = functions
        .iter()
        .map(|function| {
            let mut entry = empty_entry();
            entry.fname = function.name.as_ptr();
            entry.handler = Some(function.handler);
            entry.arg_info = arg_info(function);
            entry.num_args = function.args.len() as u32;
            entry.flags = function.flags;
            entry
        })
        .collect();
    entries.push(empty_entry());
    entries.leak().as_ptr()
}

fn empty_entry() -> ffi::zend_function_entry {
    // SAFETY: pointers, an optional function and integers, whose fields differ between PHP versions: all may be zero.
    unsafe { std::mem::zeroed() }
}

fn arg_info(function: &FunctionDef) -> *const ffi::zend_internal_arg_info {
    let mut infos = Vec::with_capacity(function.args.len() + 1);
    infos.push(ffi::zend_internal_arg_info {
        name: ptr::without_provenance::<c_char>(function.required),
        type_: literal_type(&function.returns, 0),
        default_value: ptr::null(),
    });
    infos.extend(function.args.iter().map(|arg| {
        let by_ref = u32::from(arg.by_ref) << ffi::_ZEND_SEND_MODE_SHIFT;
        let variadic = if arg.variadic {
            ffi::_ZEND_IS_VARIADIC_BIT
        } else {
            0
        };
        ffi::zend_internal_arg_info {
            name: arg.name.as_ptr(),
            type_: literal_type(&arg.ty, by_ref | variadic),
            default_value: arg.default.map_or(ptr::null(), CStr::as_ptr),
        }
    }));
    infos.leak().as_ptr()
}

/// A type of an internal function, where PHP expects class names as a C string.
fn literal_type(ty: &TypeDef, flags: u32) -> ffi::zend_type {
    match ty.classes {
        Some(classes) => ffi::zend_type {
            ptr: classes.as_ptr().cast_mut().cast(),
            type_mask: ty.mask | flags | LITERAL_NAME_BIT,
        },
        None => ffi::zend_type {
            ptr: ptr::null_mut(),
            type_mask: ty.mask | flags,
        },
    }
}

/// A property's type, where PHP expects the name of one class as a `zend_string`.
pub(super) fn property_type(ty: &TypeDef) -> ffi::zend_type {
    match ty.classes {
        Some(class) => ffi::zend_type {
            ptr: super::interned(class).cast(),
            type_mask: ty.mask | ffi::_ZEND_TYPE_NAME_BIT,
        },
        None => ffi::zend_type {
            ptr: ptr::null_mut(),
            type_mask: ty.mask,
        },
    }
}
