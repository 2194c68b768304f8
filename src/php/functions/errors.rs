//! The last error, its sentences, and lines of the program in the log.

use crate::engine::log::{self, Level};
use crate::php::last_error;
use crate::php::zend::{Call, PhpResult, Value};

/// `swoole_last_error()`
pub fn swoole_last_error(call: &mut Call<'_>) -> PhpResult {
    call.ret(Value::long(last_error::get().into()))
}

/// `swoole_clear_error()`
pub fn swoole_clear_error(_: &mut Call<'_>) -> PhpResult {
    last_error::clear();
    Ok(())
}

/// `swoole_strerror()`: the sentence of an error number, which is one of C's ints.
pub fn swoole_strerror(call: &mut Call<'_>) -> PhpResult {
    const ADDRESS: i64 = 1;
    const HOST: i64 = 2;

    call.expect_args(1, 2)?;
    let error = call.long(0)? as i32;
    let sentence = match call.long_or(1, 0)? {
        ADDRESS => last_error::address_sentence(error).into(),
        HOST => last_error::host_sentence(error).into(),
        _ => last_error::sentence(error),
    };
    call.ret(Value::bytes(sentence.as_bytes()))
}

/// `swoole_error_log()`: writes a line into the log.
pub fn swoole_error_log(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 2)?;
    let (level, message) = (call.long(0)?, call.str(1)?);
    if level >= 0 {
        log::write(Level::from_number(level), message);
    }
    Ok(())
}

/// `swoole_error_log_ex()`: sets the last error and writes a line with it into the log.
pub fn swoole_error_log_ex(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(3, 3)?;
    let (level, code, message) = (call.long(0)?, call.long(1)? as i32, call.str(2)?);
    if level >= 0 {
        let level = Level::from_number(level);
        last_error::report(level, code, "zif_swoole_error_log_ex", message);
    } else {
        last_error::set(code);
    }
    Ok(())
}

/// `swoole_ignore_error()`: keeps an error out of the log.
pub fn swoole_ignore_error(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    last_error::ignore(call.long(0)? as i32);
    Ok(())
}
