//! `Swoole\Http\Status`: status codes and their phrases.
//!
//! The phrases are a static property that subclasses may extend or replace, so they are read from the called class.

use crate::php::zend::function::called_class;
use crate::php::zend::{Call, PhpResult, Thrown, Value, errors};

/// `getReasonPhrases()`: all phrases by code.
pub fn get_reason_phrases(call: &mut Call<'_>) -> PhpResult {
    let phrases = phrases();
    match phrases.as_array() {
        Some(array) => call.ret(array),
        None => Err(wrong_return(call, "array")),
    }
}

/// `getReasonPhrase()`: the phrase of a code, `Unknown` without one.
pub fn get_reason_phrase(call: &mut Call<'_>) -> PhpResult {
    // More arguments are ignored: this may be a callback, and Swoole's is written in PHP.
    call.expect_args(1, u32::MAX)?;
    let code = call.long(0)?;
    let phrases = phrases().as_array();
    let phrase = phrases
        .as_ref()
        .and_then(|phrases| phrases.get(code.to_string().as_bytes()));
    match phrase {
        Some(phrase) if !phrase.is_null() => match phrase.as_zstr() {
            Some(phrase) => call.ret(phrase),
            None => Err(wrong_return(call, "string")),
        },
        _ => call.ret(Value::bytes(b"Unknown")),
    }
}

fn phrases() -> Value {
    called_class()
        .static_property("reasonPhrases")
        .unwrap_or(Value::NULL)
}

/// A subclass has replaced the phrases by something else.
fn wrong_return(call: &Call<'_>, expected: &str) -> Thrown {
    let message = format!("{}(): Return value must be of type {expected}", call.name());
    errors::throw_type_error(&message)
}
