//! The quick ways into and through PHP arrays: for those that are made or read with every request.

use super::array::Array;
use super::call::{PhpResult, Thrown};
use super::string::ZStr;
use super::sys;
use super::value::Value;

/// A key of a PHP array, borrowed from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRef<'a> {
    /// An integer key.
    Index(i64),
    /// A string key.
    Name(&'a [u8]),
}

unsafe extern "C" {
    /// Its return type is an `int` up to PHP 8.3 and an enum of that size from then on.
    fn zend_hash_get_current_key_ex(
        table: *const sys::HashTable,
        name: *mut *mut sys::zend_string,
        index: *mut sys::zend_ulong,
        position: *const sys::HashPosition,
    ) -> std::ffi::c_int;
}

const HASH_KEY_IS_STRING: std::ffi::c_int = 1;

impl Array {
    /// Adds a string key that is no number and that the array does not have yet. Nothing is compared: a key that is
    /// there would be there twice.
    #[inline]
    pub fn append_new(&mut self, key: &ZStr, value: impl Into<Value>) {
        let mut value = std::mem::ManuallyDrop::new(value.into());
        // SAFETY: the table takes over the value and adds its own reference to the key.
        unsafe { sys::zend_hash_add_new(self.as_ptr(), key.as_ptr(), value.as_zval_mut()) };
    }

    /// Adds a string key that is no number, unless the array has it: then the value comes back.
    #[inline]
    pub fn try_add(&mut self, key: &ZStr, value: Value) -> Result<(), Value> {
        let mut value = std::mem::ManuallyDrop::new(value);
        // SAFETY: as in `append_new`; the table leaves the value alone when it returns null.
        let added = unsafe { sys::zend_hash_add(self.as_ptr(), key.as_ptr(), value.as_zval_mut()) };
        if added.is_null() {
            Err(std::mem::ManuallyDrop::into_inner(value))
        } else {
            Ok(())
        }
    }

    /// Visits all elements in their order, references followed, until `visit` refuses to go on.
    ///
    /// `visit` may run PHP code: whoever holds an `Array` holds a reference, so that PHP code changes a copy.
    pub fn try_each(&self, mut visit: impl FnMut(KeyRef<'_>, &Value) -> PhpResult) -> PhpResult {
        let table = self.as_ptr();
        let mut position: sys::HashPosition = 0;
        loop {
            // SAFETY: `self` keeps the table alive and unchanged; the engine's own iteration follows its layout, and a
            // key lives as long as its element.
            unsafe {
                let found = sys::zend_hash_get_current_data_ex(table, &raw mut position);
                if found.is_null() {
                    return Ok(());
                }
                let mut name = std::ptr::null_mut();
                let mut index = 0;
                let kind = zend_hash_get_current_key_ex(
                    table,
                    &raw mut name,
                    &raw mut index,
                    &raw const position,
                );
                let value = Value::from_zval(found).indirect().deref();
                if value.kind() != sys::IS_UNDEF {
                    let key = if kind == HASH_KEY_IS_STRING {
                        KeyRef::Name(std::slice::from_raw_parts(
                            (*name).val.as_ptr().cast(),
                            (*name).len,
                        ))
                    } else {
                        KeyRef::Index(index as i64)
                    };
                    visit(key, value)?;
                }
                sys::zend_hash_move_forward_ex(table, &raw mut position);
            }
        }
    }

    /// Visits all elements in their order, references followed.
    pub fn each(&self, mut visit: impl FnMut(KeyRef<'_>, &Value)) {
        let result = self.try_each(|key, value| {
            visit(key, value);
            Ok(())
        });
        debug_assert_ne!(result, Err(Thrown), "the visitor above never refuses");
    }
}
