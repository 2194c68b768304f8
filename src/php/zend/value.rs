//! A zval that owns what it refers to.

use super::array::Array;
use super::object::Obj;
use super::string::ZStr;
use super::sys::{self, zval};

const STRING_EX: u32 = sys::IS_STRING | (sys::IS_TYPE_REFCOUNTED << sys::Z_TYPE_FLAGS_SHIFT);
const REFCOUNTED_MASK: u32 = 0xff << sys::Z_TYPE_FLAGS_SHIFT;
const ARRAY_EX: u32 = sys::IS_ARRAY
    | ((sys::IS_TYPE_REFCOUNTED | sys::IS_TYPE_COLLECTABLE) << sys::Z_TYPE_FLAGS_SHIFT);
const OBJECT_EX: u32 = sys::IS_OBJECT
    | ((sys::IS_TYPE_REFCOUNTED | sys::IS_TYPE_COLLECTABLE) << sys::Z_TYPE_FLAGS_SHIFT);

/// A PHP value with the layout of a zval. Dropping it releases its reference; cloning adds one.
#[repr(C)]
pub struct Value {
    payload: u64,
    type_info: u32,
    extra: u32,
}

impl Value {
    /// No value at all; what an unset property slot holds.
    pub const UNDEF: Self = Self::scalar(0, sys::IS_UNDEF);
    /// PHP's `null`.
    pub const NULL: Self = Self::scalar(0, sys::IS_NULL);

    const fn scalar(payload: u64, type_info: u32) -> Self {
        Self {
            payload,
            type_info,
            extra: 0,
        }
    }

    /// A PHP bool.
    pub const fn bool(value: bool) -> Self {
        Self::scalar(0, if value { sys::IS_TRUE } else { sys::IS_FALSE })
    }

    /// A PHP int.
    pub const fn long(value: i64) -> Self {
        Self::scalar(value as u64, sys::IS_LONG)
    }

    /// A PHP float.
    pub const fn double(value: f64) -> Self {
        Self::scalar(value.to_bits(), sys::IS_DOUBLE)
    }

    /// A PHP string with a copy of `bytes`.
    pub fn bytes(bytes: &[u8]) -> Self {
        ZStr::new(bytes).into()
    }

    /// The value as the engine's own type.
    pub fn as_zval(&self) -> *const zval {
        std::ptr::from_ref(self).cast()
    }

    /// The value as the engine's own type, for writing.
    pub fn as_zval_mut(&mut self) -> *mut zval {
        std::ptr::from_mut(self).cast()
    }

    /// A view of a zval that somebody else owns.
    ///
    /// # Safety
    /// `raw` is an initialised zval that lives as long as `'a`.
    pub unsafe fn from_zval<'a>(raw: *const zval) -> &'a Self {
        // SAFETY: the layouts are equal (asserted in `sys`); the caller vouches for the lifetime.
        unsafe { &*raw.cast::<Self>() }
    }

    /// Follows a PHP reference to the value behind it.
    pub fn deref(&self) -> &Self {
        if self.kind() != sys::IS_REFERENCE {
            return self;
        }
        // SAFETY: a reference's payload points to a live zend_reference, whose `val` is an initialised zval.
        unsafe {
            let reference = self.payload as *const sys::zend_reference;
            Self::from_zval(&raw const (*reference).val)
        }
    }

    /// Follows the pointer that symbol tables hold instead of a value.
    pub fn indirect(&self) -> &Self {
        if self.kind() != sys::IS_INDIRECT {
            return self;
        }
        // SAFETY: an indirect zval points to a zval that lives as long as its table.
        unsafe { Self::from_zval(self.payload as *const zval) }
    }

    /// The `IS_*` type, without flags.
    pub const fn kind(&self) -> u32 {
        self.type_info & 0xff
    }

    /// Whether this is `null` or not set.
    pub const fn is_null(&self) -> bool {
        self.kind() <= sys::IS_NULL
    }

    /// The int, if it is one.
    pub fn as_long(&self) -> Option<i64> {
        (self.kind() == sys::IS_LONG).then_some(self.payload as i64)
    }

    /// The float, if it is one or an int.
    pub fn as_double(&self) -> Option<f64> {
        match self.kind() {
            sys::IS_DOUBLE => Some(f64::from_bits(self.payload)),
            sys::IS_LONG => Some(self.payload as i64 as f64),
            _ => None,
        }
    }

    /// The bool, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind() {
            sys::IS_TRUE => Some(true),
            sys::IS_FALSE => Some(false),
            _ => None,
        }
    }

    /// Whether PHP would take it for true.
    pub fn truthy(&self) -> bool {
        match self.as_bool() {
            Some(value) => value,
            // SAFETY: `self` is an initialised zval; zend_is_true does not keep it.
            None => unsafe { sys::zend_is_true(self.as_zval().cast_mut()) != 0 },
        }
    }

    /// The bytes of a string, if it is one.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        if self.kind() != sys::IS_STRING {
            return None;
        }
        // SAFETY: a string's payload points to a live zend_string, kept alive by `self`.
        unsafe {
            let raw = self.payload as *const sys::zend_string;
            Some(std::slice::from_raw_parts(
                (*raw).val.as_ptr().cast(),
                (*raw).len,
            ))
        }
    }

    /// A new reference to the string, if it is one.
    pub fn as_zstr(&self) -> Option<ZStr> {
        (self.kind() == sys::IS_STRING)
            // SAFETY: as in `as_bytes`.
            .then(|| unsafe { ZStr::from_borrowed(self.payload as *mut sys::zend_string) })
    }

    /// A new reference to the array, if it is one.
    pub fn as_array(&self) -> Option<Array> {
        (self.kind() == sys::IS_ARRAY)
            // SAFETY: an array's payload points to a live table, kept alive by `self`.
            .then(|| unsafe { Array::from_borrowed(self.payload as *mut sys::HashTable) })
    }

    /// A new reference to the object, if it is one.
    pub fn as_object(&self) -> Option<Obj> {
        (self.kind() == sys::IS_OBJECT)
            // SAFETY: an object's payload points to a live object, kept alive by `self`.
            .then(|| unsafe { Obj::from_borrowed(self.payload as *mut sys::zend_object) })
    }

    /// Whether this is a bool, int, float or string.
    pub fn is_scalar(&self) -> bool {
        matches!(
            self.kind(),
            sys::IS_FALSE | sys::IS_TRUE | sys::IS_LONG | sys::IS_DOUBLE | sys::IS_STRING
        )
    }

    /// Whether PHP would take this for an int parameter without strict_types: an int, a bool, a float or numeric
    /// string without a fraction.
    pub fn is_integral(&self) -> bool {
        match self.kind() {
            sys::IS_LONG | sys::IS_TRUE | sys::IS_FALSE => true,
            sys::IS_DOUBLE => self.to_double().fract() == 0.0,
            sys::IS_STRING => self
                .number_in_text()
                .is_some_and(|number| number.fract() == 0.0),
            _ => false,
        }
    }

    /// Whether PHP would take this for a float parameter without strict_types.
    pub fn is_numeric(&self) -> bool {
        match self.kind() {
            sys::IS_STRING => self.number_in_text().is_some(),
            _ => self.is_scalar(),
        }
    }

    fn number_in_text(&self) -> Option<f64> {
        let text = std::str::from_utf8(self.as_bytes()?).ok()?.trim_ascii();
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The type as PHP's error messages call it.
    pub fn type_name(&self) -> &'static str {
        match self.kind() {
            sys::IS_UNDEF | sys::IS_NULL => "null",
            sys::IS_FALSE | sys::IS_TRUE => "bool",
            sys::IS_LONG => "int",
            sys::IS_DOUBLE => "float",
            sys::IS_STRING => "string",
            sys::IS_ARRAY => "array",
            sys::IS_OBJECT => "object",
            _ => "resource",
        }
    }

    /// The value as PHP's `(string)` would make it, without calling user code: `None` for arrays and objects.
    pub fn to_zstr(&self) -> Option<ZStr> {
        match self.kind() {
            sys::IS_STRING => self.as_zstr(),
            sys::IS_UNDEF | sys::IS_NULL | sys::IS_FALSE => Some(ZStr::new(b"")),
            sys::IS_TRUE => Some(ZStr::new(b"1")),
            sys::IS_LONG | sys::IS_DOUBLE => {
                // SAFETY: converting a number to a string allocates and runs no user code.
                unsafe {
                    Some(ZStr::from_owned(zval_get_string_func(
                        self.as_zval().cast_mut(),
                    )))
                }
            }
            _ => None,
        }
    }

    /// The value as PHP's `(string)` makes it; runs `__toString`, which may throw.
    pub fn convert_to_zstr(&self) -> super::PhpResult<ZStr> {
        // SAFETY: the value is initialised; a failed conversion returns null with an exception pending.
        let raw = super::bailout::protect(|| unsafe {
            zval_try_get_string_func(self.as_zval().cast_mut())
        });
        match raw {
            // SAFETY: the new string is ours.
            Some(raw) if !raw.is_null() => Ok(unsafe { ZStr::from_owned(raw) }),
            _ => Err(super::Thrown),
        }
    }

    /// The value as PHP's `(int)` would make it, for scalars; 0 for others.
    pub fn to_long(&self) -> i64 {
        match self.kind() {
            sys::IS_LONG => self.payload as i64,
            sys::IS_TRUE => 1,
            sys::IS_DOUBLE | sys::IS_STRING => {
                // SAFETY: converting a scalar runs no user code.
                unsafe { zval_get_long_func(self.as_zval().cast_mut(), false) }
            }
            _ => 0,
        }
    }

    /// The value as PHP's `(int)` makes it; an object causes a warning, which may run PHP code and throw.
    pub fn convert_to_long(&self) -> super::PhpResult<i64> {
        if self.is_null() || self.is_scalar() {
            return Ok(self.to_long());
        }
        // SAFETY: the value is initialised.
        let converted = super::bailout::protect(|| unsafe {
            zval_get_long_func(self.as_zval().cast_mut(), false)
        });
        converted
            .filter(|_| !super::errors::pending())
            .ok_or(super::Thrown)
    }

    /// The value as PHP's `(float)` makes it; an object causes a warning, which may run PHP code and throw.
    pub fn convert_to_double(&self) -> super::PhpResult<f64> {
        if self.is_null() || self.is_scalar() {
            return Ok(self.to_double());
        }
        // SAFETY: the value is initialised.
        let converted =
            super::bailout::protect(|| unsafe { zval_get_double_func(self.as_zval().cast_mut()) });
        converted
            .filter(|_| !super::errors::pending())
            .ok_or(super::Thrown)
    }

    /// The value as PHP's `(float)` would make it, for scalars; 0 for others.
    pub fn to_double(&self) -> f64 {
        match self.kind() {
            sys::IS_DOUBLE => f64::from_bits(self.payload),
            sys::IS_LONG => self.payload as i64 as f64,
            // SAFETY: converting a string runs no user code.
            sys::IS_STRING => unsafe { zval_get_double_func(self.as_zval().cast_mut()) },
            sys::IS_TRUE => 1.0,
            _ => 0.0,
        }
    }
}

unsafe extern "C" {
    fn zval_get_string_func(op: *mut zval) -> *mut sys::zend_string;
    fn zval_try_get_string_func(op: *mut zval) -> *mut sys::zend_string;
    fn zval_get_long_func(op: *mut zval, is_legacy_behavior: bool) -> i64;
    fn zval_get_double_func(op: *mut zval) -> f64;
}

impl From<ZStr> for Value {
    fn from(string: ZStr) -> Self {
        let type_info = if string.is_interned() {
            sys::IS_STRING
        } else {
            STRING_EX
        };
        Self::scalar(string.into_raw() as u64, type_info)
    }
}

impl From<Array> for Value {
    fn from(array: Array) -> Self {
        let type_info = if array.is_immutable() {
            sys::IS_ARRAY
        } else {
            ARRAY_EX
        };
        Self::scalar(array.into_raw() as u64, type_info)
    }
}

impl From<Obj> for Value {
    fn from(object: Obj) -> Self {
        Self::scalar(object.into_raw() as u64, OBJECT_EX)
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        if self.type_info & REFCOUNTED_MASK != 0 {
            // SAFETY: every refcounted payload starts with a zend_refcounted_h.
            unsafe { (*(self.payload as *mut sys::zend_refcounted_h)).refcount += 1 };
        }
        Self {
            payload: self.payload,
            type_info: self.type_info,
            extra: 0,
        }
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        if self.type_info & REFCOUNTED_MASK != 0 {
            // SAFETY: `self` owns one reference, which is given up here.
            unsafe { sys::zval_ptr_dtor(self.as_zval_mut()) };
        }
    }
}
