//! Decoding a part of a string without the program having to cut it out.

use crate::php::zend::serialize::unserialize_with_options;
use crate::php::zend::{Call, PhpResult, Value, ZStr, errors, function};

/// `swoole_substr_json_decode()`: `json_decode()` of a part.
pub fn swoole_substr_json_decode(call: &mut Call<'_>) -> PhpResult {
    /// `JSON_OBJECT_AS_ARRAY`
    const OBJECT_AS_ARRAY: i64 = 1;

    call.expect_args(2, 6)?;
    let text = call.str(0)?;
    let (offset, length) = (call.long(1)?, call.long_or(2, 0)?);
    let associative = match call.arg(3) {
        Some(value) if !value.is_null() => Some(call.bool(3)?),
        _ => None,
    };
    let (depth, flags) = (call.long_or(4, 512)?, call.long_or(5, 0)?);

    let part = match part(text.as_bytes(), offset, length) {
        Ok(_) if depth <= 0 => Err("Depth must be greater than zero"),
        Ok(_) if depth > i32::MAX.into() => Err("Depth must be lower than 2147483647"),
        part => part,
    };
    let part = match part {
        // The decoder wants a NUL behind the text, so that a part has to be copied.
        Ok(part) if part.len() < text.as_bytes().len() => ZStr::new(part),
        Ok(_) => text,
        Err(complaint) => {
            errors::warning(complaint);
            return Ok(());
        }
    };
    let flags = match associative {
        Some(true) => flags | OBJECT_AS_ARRAY,
        Some(false) => flags & !OBJECT_AS_ARRAY,
        None => flags,
    };
    let mut args = [
        part.into(),
        Value::NULL,
        Value::long(depth),
        Value::long(flags),
    ];
    match function::call("json_decode", &mut args) {
        Some(value) => call.ret(value?),
        None => Err(errors::throw_error(
            "Call to undefined function json_decode()",
        )),
    }
}

/// `swoole_substr_unserialize()`: `unserialize()` of a part.
pub fn swoole_substr_unserialize(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 4)?;
    let text = call.str(0)?;
    let (offset, length) = (call.long(1)?, call.long_or(2, 0)?);
    let options = if call.num_args() > 3 {
        Some(call.array(3)?)
    } else {
        None
    };
    let Ok(part) = part(text.as_bytes(), offset, length) else {
        return call.ret_bool(false);
    };
    let value = unserialize_with_options(part, options.as_ref(), c"swoole_substr_unserialize")?;
    call.ret(value)
}

/// The part of `text` from `offset` on, which counts from the end when negative; `length` 0 and less, or more than
/// there is, mean all that is left.
fn part(text: &[u8], offset: i64, length: i64) -> Result<&[u8], &'static str> {
    if text.is_empty() {
        return Err("Non-empty string required");
    }
    let start = if offset < 0 {
        let back = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
        text.len()
            .checked_sub(back)
            .ok_or("Offset must be not less than the negative length of the string")?
    } else {
        usize::try_from(offset).unwrap_or(usize::MAX)
    };
    let rest = match text.get(start..) {
        Some(rest) if !rest.is_empty() => rest,
        _ => return Err("Offset must be less than the length of the string"),
    };
    Ok(match usize::try_from(length) {
        Ok(length) if length > 0 => rest.get(..length).unwrap_or(rest),
        _ => rest,
    })
}
