//! PHP's JSON: values to text and back, by the functions of its extension. Both may run code of the program.

use super::bailout::protect;
use super::call::{PhpResult, Thrown};
use super::callback::Callback;
use super::string::ZStr;
use super::value::Value;

/// Calls a function of PHP's; `None` if there is none.
fn call(function: &str, args: &mut [Value]) -> PhpResult<Option<Value>> {
    let name = Value::bytes(function.as_bytes());
    let Ok(function) = Callback::new(&name) else {
        return Ok(None);
    };
    match protect(|| function.call(args)) {
        Some(Ok(value)) => Ok(Some(value)),
        Some(Err(_)) | None => Err(Thrown),
    }
}

/// What `json_encode($value)` returns; `None` if the value cannot be encoded.
///
/// # Errors
///
/// An exception is pending.
pub fn encode(value: &Value) -> PhpResult<Option<ZStr>> {
    let text = call("json_encode", &mut [value.clone()])?;
    Ok(text.and_then(|text| text.as_zstr()))
}

/// What `json_decode($text, true)` returns: null if it is no JSON.
///
/// # Errors
///
/// An exception is pending.
pub fn decode(text: &[u8]) -> PhpResult<Value> {
    let value = call("json_decode", &mut [Value::bytes(text), Value::bool(true)])?;
    Ok(value.unwrap_or(Value::NULL))
}
