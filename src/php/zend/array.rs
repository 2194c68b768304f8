//! PHP arrays: building them for PHP, reading what PHP passed.

use std::ptr::NonNull;

use super::string::ZStr;
use super::sys::{self, HashTable};
use super::value::Value;

/// One owned reference to a PHP array.
///
/// Building is only for arrays that nobody else has seen yet: `new` makes such a one.
pub struct Array(NonNull<HashTable>);

/// A key of a PHP array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// An integer key.
    Index(i64),
    /// A string key.
    Name(Vec<u8>),
}

impl Array {
    /// An empty array with room for `capacity` elements.
    pub fn with_capacity(capacity: usize) -> Self {
        let size = u32::try_from(capacity).unwrap_or(8).max(8);
        // SAFETY: _zend_new_array never returns null.
        unsafe { Self(NonNull::new_unchecked(sys::_zend_new_array(size))) }
    }

    /// An empty array.
    pub fn new() -> Self {
        Self::with_capacity(8)
    }

    /// Adds a reference to an array that somebody else owns.
    ///
    /// # Safety
    /// `raw` is a live array.
    pub unsafe fn from_borrowed(raw: *mut HashTable) -> Self {
        // SAFETY: the caller's promise; immutable arrays are not counted.
        unsafe {
            let array = Self(NonNull::new_unchecked(raw));
            if !array.is_immutable() {
                (*raw).gc.refcount += 1;
            }
            array
        }
    }

    /// Whether this is a compile-time array that PHP keeps forever.
    pub fn is_immutable(&self) -> bool {
        // SAFETY: the array is live.
        unsafe { self.0.as_ref().gc.u.type_info & sys::GC_IMMUTABLE != 0 }
    }

    /// Gives the reference away.
    pub fn into_raw(self) -> *mut HashTable {
        let raw = self.0.as_ptr();
        std::mem::forget(self);
        raw
    }

    /// The raw table, still owned by `self`.
    pub fn as_ptr(&self) -> *mut HashTable {
        self.0.as_ptr()
    }

    /// Makes sure that nobody else sees changes: copies the table if it is shared.
    pub fn make_mut(&mut self) -> &mut Self {
        // SAFETY: the array is live; zend_array_dup makes a new one with one reference.
        unsafe {
            if self.is_immutable() || self.0.as_ref().gc.refcount > 1 {
                *self = Self(NonNull::new_unchecked(sys::zend_array_dup(self.0.as_ptr())));
            }
        }
        self
    }

    /// Whether there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        // SAFETY: the array is live.
        unsafe { sys::zend_array_count(self.0.as_ptr()) as usize }
    }

    /// Appends `value`.
    pub fn push(&mut self, value: Value) {
        let mut value = std::mem::ManuallyDrop::new(value);
        // SAFETY: the table takes over the value; it copies the zval and leaves ours to be forgotten.
        unsafe { sys::zend_hash_next_index_insert(self.0.as_ptr(), value.as_zval_mut()) };
    }

    /// Sets `key` to `value`. A key of decimal digits becomes an integer key, as in PHP code.
    pub fn set(&mut self, key: &[u8], value: impl Into<Value>) {
        let mut value = std::mem::ManuallyDrop::new(value.into());
        // SAFETY: as in `push`; the key is copied by the table.
        unsafe {
            match integer_key(key) {
                Some(index) => {
                    sys::zend_hash_index_update(self.0.as_ptr(), index as u64, value.as_zval_mut())
                }
                None => sys::zend_hash_str_update(
                    self.0.as_ptr(),
                    key.as_ptr().cast(),
                    key.len(),
                    value.as_zval_mut(),
                ),
            }
        };
    }

    /// Sets a string key that the caller knows to be no number; the string is shared, its hash computed once.
    pub fn set_str(&mut self, key: &ZStr, value: impl Into<Value>) {
        let mut value = std::mem::ManuallyDrop::new(value.into());
        // SAFETY: as in `push`; the table adds its own reference to the key.
        unsafe { sys::zend_hash_update(self.0.as_ptr(), key.as_ptr(), value.as_zval_mut()) };
    }

    /// Sets an integer key.
    pub fn set_index(&mut self, index: i64, value: impl Into<Value>) {
        let mut value = std::mem::ManuallyDrop::new(value.into());
        // SAFETY: as in `push`.
        unsafe { sys::zend_hash_index_update(self.0.as_ptr(), index as u64, value.as_zval_mut()) };
    }

    /// The value of a string key, references followed.
    pub fn get(&self, key: &[u8]) -> Option<&Value> {
        // SAFETY: the lookup borrows from the live table.
        unsafe {
            let found = match integer_key(key) {
                Some(index) => sys::zend_hash_index_find(self.0.as_ptr(), index as u64),
                None => sys::zend_hash_str_find(self.0.as_ptr(), key.as_ptr().cast(), key.len()),
            };
            (!found.is_null()).then(|| Value::from_zval(found).deref())
        }
    }

    /// The value of a string key that the caller knows to be no number, references followed.
    pub fn get_str(&self, key: &ZStr) -> Option<&Value> {
        // SAFETY: the lookup borrows from the live table; a hash that it computes stays in the key.
        unsafe {
            let found = sys::zend_hash_find(self.0.as_ptr(), key.as_ptr());
            (!found.is_null()).then(|| Value::from_zval(found).indirect().deref())
        }
    }

    /// All elements in order, references followed.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &Value)> {
        let table = self.0.as_ptr();
        let mut position: sys::HashPosition = 0;
        // SAFETY: `self` keeps the table alive; the engine's own iteration follows whatever layout it has.
        std::iter::from_fn(move || unsafe {
            loop {
                let found = sys::zend_hash_get_current_data_ex(table, &raw mut position);
                if found.is_null() {
                    return None;
                }
                let mut key = Value::UNDEF;
                sys::zend_hash_get_current_key_zval_ex(
                    table,
                    key.as_zval_mut(),
                    &raw const position,
                );
                sys::zend_hash_move_forward_ex(table, &raw mut position);
                let value = Value::from_zval(found).indirect().deref();
                if value.kind() == sys::IS_UNDEF {
                    continue;
                }
                let key = match key.as_bytes() {
                    Some(name) => Key::Name(name.to_vec()),
                    None => Key::Index(key.to_long()),
                };
                return Some((key, value));
            }
        })
    }
}

impl Default for Array {
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for Array {
    fn clone(&self) -> Self {
        // SAFETY: `self` keeps the array alive.
        unsafe { Self::from_borrowed(self.0.as_ptr()) }
    }
}

impl Drop for Array {
    fn drop(&mut self) {
        // The one reference moves into a Value, which releases it as PHP does, cycles included.
        drop(Value::from(Self(self.0)));
    }
}

/// The integer that PHP makes of an array key like `"42"`, if it is one.
pub fn integer_key(key: &[u8]) -> Option<i64> {
    let first = *key.first()?;
    if !(first.is_ascii_digit() || first == b'-') || key.len() > 20 {
        return None;
    }
    let text = std::str::from_utf8(key).ok()?;
    let number: i64 = text.parse().ok()?;
    // PHP converts only the canonical form, and not the most negative number.
    (number != i64::MIN && number.to_string().as_bytes() == key).then_some(number)
}
