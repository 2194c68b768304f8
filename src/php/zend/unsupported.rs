//! The handler of methods that are declared but not built yet: they throw, they never pretend.

use super::call::{Call, PhpResult};
use super::errors;
use crate::php::classes;

/// Handler of every method tagged `@unsupported` in php-stubs.
pub fn method(call: &mut Call<'_>) -> PhpResult {
    let message = format!("{}() is not supported yet by swoole-rs", call.name());
    Err(errors::throw(classes::EXCEPTION.get(), &message, 0))
}
