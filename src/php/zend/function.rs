//! Functions and classes as PHP code sees them: calling by name, late static binding, the hash of array keys.

use super::bailout::protect;
use super::call::{PhpResult, Thrown};
use super::callback::Callback;
use super::sys::{self, zend_class_entry};
use super::value::Value;

/// Calls the PHP function `name`; `None` when there is none, because of `disable_functions` or the SAPI.
pub fn call(name: &str, args: &mut [Value]) -> Option<PhpResult<Value>> {
    let function = Callback::new(&Value::bytes(name.as_bytes())).ok()?;
    Some(match protect(|| function.call(args)) {
        Some(Ok(value)) => Ok(value),
        // After a fatal error too, there is nothing to do but to return.
        Some(Err(_)) | None => Err(Thrown),
    })
}

/// The class that a static method was called on, which may be a subclass of the one that declares it.
///
/// # Panics
/// When the running function is not a method: a programming error of the handler.
pub fn called_class() -> Class {
    // SAFETY: while a handler runs, its frame is the current one.
    let class = unsafe { sys::zend_get_called_scope((*sys::executor()).current_execute_data) };
    assert!(!class.is_null(), "only methods are called on a class");
    Class(class)
}

/// A class that PHP knows.
#[derive(Clone, Copy)]
pub struct Class(*mut zend_class_entry);

impl Class {
    /// A static property, its visibility ignored; `None` if the class has none of this name, or if an exception is
    /// pending because its default cannot be computed.
    pub fn static_property(self, name: &str) -> Option<Value> {
        // SAFETY: the class is live; `silent` makes a missing property a null pointer and no error.
        protect(|| unsafe {
            let found =
                sys::zend_read_static_property(self.0, name.as_ptr().cast(), name.len(), true);
            (!found.is_null()).then(|| Value::from_zval(found).deref().clone())
        })?
    }
}

/// The hash that PHP's arrays use for string keys. It differs between platforms.
pub fn hash(text: &[u8]) -> u64 {
    // SAFETY: reads the bytes and nothing else.
    unsafe { sys::zend_hash_func(text.as_ptr().cast(), text.len()) }
}
