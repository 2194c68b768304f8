//! `swoole_mime_type_*()`: the table of media types.

use crate::php::mime_types::table;
use crate::php::zend::{Array, Call, PhpResult, Value};

/// `swoole_mime_type_add()`: false if the suffix has a type already.
pub fn swoole_mime_type_add(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let suffix = call.str(0)?;
    let mime_type = mime_type(call)?;
    let added = table().add(suffix.as_bytes(), &mime_type);
    call.ret_bool(added)
}

/// `swoole_mime_type_set()`: adds or replaces.
pub fn swoole_mime_type_set(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let suffix = call.str(0)?;
    let mime_type = mime_type(call)?;
    table().set(suffix.as_bytes(), &mime_type);
    Ok(())
}

/// `swoole_mime_type_delete()`: false if the suffix has no type.
pub fn swoole_mime_type_delete(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let suffix = call.str(0)?;
    let removed = table().remove(suffix.as_bytes());
    call.ret_bool(removed)
}

/// `swoole_mime_type_exists()`: whether the suffix of a file name has a type.
pub fn swoole_mime_type_exists(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let file_name = call.str(0)?;
    let exists = table().exists(file_name.as_bytes());
    call.ret_bool(exists)
}

/// `swoole_mime_type_get()`: the type of a file by its name, `application/octet-stream` if it has none.
pub fn swoole_mime_type_get(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let file_name = call.str(0)?;
    let mime_type = Value::bytes(table().get(file_name.as_bytes()).as_bytes());
    call.ret(mime_type)
}

/// `swoole_mime_type_list()`: all types, without their suffixes.
pub fn swoole_mime_type_list(call: &mut Call<'_>) -> PhpResult {
    let mut list = Array::with_capacity(512);
    for (_, mime_type) in table().list() {
        list.push(Value::bytes(mime_type.as_bytes()));
    }
    call.ret(list)
}

/// The second argument. It will stand in a header field, so it must not be able to end it.
fn mime_type(call: &Call<'_>) -> PhpResult<String> {
    let argument = call.str(1)?;
    match std::str::from_utf8(argument.as_bytes()) {
        Ok(text) if !text.contains(char::is_control) => Ok(text.to_owned()),
        _ => Err(call.value_error(1, "must be a media type without control characters")),
    }
}
