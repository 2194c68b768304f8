//! Arguments converted as PHP converts them: strict_types honoured, PHP's own TypeErrors raised.

use super::array::Array;
use super::call::{Call, PhpResult, Thrown};
use super::callback::Callback;
use super::string::ZStr;
use super::sys;
use super::value::Value;

macro_rules! scalar {
    ($(#[$doc:meta])* $name:ident, $opt:ident, $type:ty, $fast:ident, $slow:ident, $expected:ident) => {
        $(#[$doc])*
        #[inline]
        pub fn $name(&self, index: u32) -> PhpResult<$type> {
            match self.arg(index).and_then(Value::$fast) {
                Some(value) => Ok(value),
                None => self.slow(index, sys::$expected, |arg, dest, number| {
                    // SAFETY: `arg` is a passed argument and `dest` is writable.
                    unsafe { sys::$slow(arg, dest, number) }
                }),
            }
        }

        /// The same, or `default` when the argument was not passed.
        #[inline]
        pub fn $opt(&self, index: u32, default: $type) -> PhpResult<$type> {
            if index < self.num_args() { self.$name(index) } else { Ok(default) }
        }
    };
}

impl<'a> Call<'a> {
    scalar!(
        /// An int argument.
        long, long_or, i64, as_long, zend_parse_arg_long_slow, _zend_expected_type_Z_EXPECTED_LONG
    );
    scalar!(
        /// A bool argument.
        bool, bool_or, bool, as_bool, zend_parse_arg_bool_slow, _zend_expected_type_Z_EXPECTED_BOOL
    );
    scalar!(
        /// A float argument.
        double, double_or, f64, as_double, zend_parse_arg_double_slow, _zend_expected_type_Z_EXPECTED_DOUBLE
    );
    /// An int argument, or `None` when it was not passed or is null.
    pub fn opt_long(&self, index: u32) -> PhpResult<Option<i64>> {
        if !self.passed(index) {
            return Ok(None);
        }
        if let Some(number) = self.arg(index).and_then(Value::as_long) {
            return Ok(Some(number));
        }
        let expected = sys::_zend_expected_type_Z_EXPECTED_LONG_OR_NULL;
        self.slow(index, expected, |arg, dest, number| {
            // SAFETY: `arg` is a passed argument and `dest` is writable.
            unsafe { sys::zend_parse_arg_long_slow(arg, dest, number) }
        })
        .map(Some)
    }

    /// A string argument.
    #[inline]
    pub fn str(&self, index: u32) -> PhpResult<ZStr> {
        self.convert_str(index, sys::_zend_expected_type_Z_EXPECTED_STRING)
    }

    #[inline]
    fn convert_str(&self, index: u32, expected: sys::_zend_expected_type) -> PhpResult<ZStr> {
        if let Some(string) = self.arg(index).and_then(Value::as_zstr) {
            return Ok(string);
        }
        let raw = self.slow(index, expected, |arg, dest, number| {
            // SAFETY: `arg` is a passed argument, converted in place; `dest` is writable.
            unsafe { sys::zend_parse_arg_str_slow(arg, dest, number) }
        })?;
        // SAFETY: on success the string is owned by the argument, which lives as long as the frame.
        Ok(unsafe { ZStr::from_borrowed(raw) })
    }

    /// A string argument, or `None` when it was not passed or is null.
    pub fn opt_str(&self, index: u32) -> PhpResult<Option<ZStr>> {
        if !self.passed(index) {
            return Ok(None);
        }
        self.convert_str(index, sys::_zend_expected_type_Z_EXPECTED_STRING_OR_NULL)
            .map(Some)
    }

    /// An array argument.
    pub fn array(&self, index: u32) -> PhpResult<Array> {
        self.arg(index)
            .and_then(Value::as_array)
            .ok_or_else(|| self.type_error(index, sys::_zend_expected_type_Z_EXPECTED_ARRAY))
    }

    /// A callable argument; PHP's TypeError if it cannot be called.
    pub fn callback(&self, index: u32) -> PhpResult<Callback> {
        let Some(value) = self.arg(index) else {
            return Err(Thrown);
        };
        Callback::new(value).map_err(|reason| {
            self.type_error_text(index, &format!("must be a valid callback, {reason}"))
        })
    }

    /// All arguments from `index` on.
    pub fn rest(&self, index: u32) -> Vec<Value> {
        (index..self.num_args())
            .filter_map(|i| self.arg(i).cloned())
            .collect()
    }

    /// Assigns to the variable that was passed by reference as argument `index`, as PHP's own functions do: a
    /// TypeError is pending afterwards if the variable's type refuses the value. Runs the destructor of what was there.
    pub fn assign(&self, index: u32, value: impl Into<Value>) {
        assert!(
            index < self.num_args(),
            "argument {index} was checked before"
        );
        let mut value = std::mem::ManuallyDrop::new(value.into());
        // SAFETY: the argument was passed. A reference is live as long as the frame; it takes the value over, and what it
        // held is released only when it holds the new one.
        super::bailout::protect(|| unsafe {
            let arg = self.arg_ptr(index);
            if Value::from_zval(arg).kind() != sys::IS_REFERENCE {
                drop(std::mem::ManuallyDrop::take(&mut value));
                return;
            }
            let reference = (*arg).value.ref_;
            if (*reference).sources.ptr.is_null() {
                let place = (&raw mut (*reference).val).cast::<Value>();
                let old = std::ptr::replace(place, std::mem::ManuallyDrop::take(&mut value));
                drop(old);
            } else {
                sys::zend_try_assign_typed_ref(reference, value.as_zval_mut());
            }
        });
    }

    /// Raises PHP's ValueError for argument `index`: `message` follows "Argument #n ($name) ".
    pub fn value_error(&self, index: u32, message: &str) -> Thrown {
        let message = super::errors::c_string(message);
        // SAFETY: the format takes one string.
        unsafe { sys::zend_argument_value_error(index + 1, c"%s".as_ptr(), message.as_ptr()) };
        Thrown
    }

    /// Raises PHP's TypeError for argument `index`: `message` follows "Argument #n ($name) ".
    pub fn type_error_text(&self, index: u32, message: &str) -> Thrown {
        let message = super::errors::c_string(message);
        // SAFETY: the format takes one string.
        unsafe { sys::zend_argument_type_error(index + 1, c"%s".as_ptr(), message.as_ptr()) };
        Thrown
    }

    fn passed(&self, index: u32) -> bool {
        self.arg(index).is_some_and(|value| !value.is_null())
    }

    #[cold]
    fn slow<T>(
        &self,
        index: u32,
        expected: sys::_zend_expected_type,
        convert: impl FnOnce(*mut sys::zval, *mut T, u32) -> bool,
    ) -> PhpResult<T> {
        let mut dest = std::mem::MaybeUninit::<T>::uninit();
        // A handler asks only for arguments that `expect_args` made sure of.
        assert!(
            index < self.num_args(),
            "argument {index} was checked before"
        );
        // SAFETY: the argument was passed; a reference is followed before conversion.
        let arg = unsafe {
            Value::from_zval(self.arg_ptr(index))
                .deref()
                .as_zval()
                .cast_mut()
        };
        if convert(arg, dest.as_mut_ptr(), index + 1) {
            // SAFETY: PHP's conversions write the destination when they return true.
            Ok(unsafe { dest.assume_init() })
        } else {
            Err(self.type_error(index, expected))
        }
    }

    #[cold]
    fn type_error(&self, index: u32, expected: sys::_zend_expected_type) -> Thrown {
        // SAFETY: the argument was passed (`expect_args`); the engine may already have an exception pending.
        unsafe {
            if !super::errors::pending() && index < self.num_args() {
                sys::zend_wrong_parameter_type_error(index + 1, expected, self.arg_ptr(index));
            }
        }
        Thrown
    }
}
