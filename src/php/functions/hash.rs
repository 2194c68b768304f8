//! `swoole_hashcode()`: two hashes that are fast and spread well, but are no protection against chosen collisions.

use crate::php::zend::{Call, PhpResult, Value, function};

/// The hash of a string by type: 0 for the one of PHP's arrays, 1 for one-at-a-time; false for other types.
pub fn swoole_hashcode(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 2)?;
    let data = call.str(0)?;
    match call.long_or(1, 0)? {
        0 => call.ret(Value::long(function::hash(data.as_bytes()) as i64)),
        1 => call.ret(Value::long(one_at_a_time(data.as_bytes()).into())),
        _ => call.ret_bool(false),
    }
}

/// Jenkins's hash. Bytes count as signed, as where Swoole's results are known from.
fn one_at_a_time(data: &[u8]) -> u32 {
    let mut hash = data.iter().fold(0_u32, |hash, &byte| {
        let hash = hash.wrapping_add(byte as i8 as u32);
        let hash = hash.wrapping_add(hash << 10);
        hash ^ (hash >> 6)
    });
    hash = hash.wrapping_add(hash << 3);
    hash ^= hash >> 11;
    hash.wrapping_add(hash << 15)
}
