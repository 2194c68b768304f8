//! The handlers of what is declared but not built yet: they throw, they never pretend.

use super::call::{Call, PhpResult};
use super::errors;
use crate::php::classes;

/// Handler of every method and function tagged `@unsupported` in php-stubs.
pub fn call(call: &mut Call<'_>) -> PhpResult {
    let message = format!("{}() is not supported yet by swoole-rs", call.name());
    Err(errors::throw(classes::EXCEPTION.get(), &message, 0))
}
