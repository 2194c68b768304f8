//! stream_copy_to_stream(): PHP's own keeps both streams at hand while it waits in one of them, and another coroutine may
//! close the other one meanwhile. Here each is asked for again after whatever may have let others run.

use crate::php::sched;
use crate::php::zend::replaced::{Handled, Replaced};
use crate::php::zend::stream::Stream;
use crate::php::zend::sys::{zend_execute_data, zval};
use crate::php::zend::{Call, PhpResult, Thrown, Value, bailout, errors};

/// Bytes that are read at once, as PHP does.
const PIECE: usize = 8192;

static STREAM_COPY_TO_STREAM: Replaced = Replaced::new();

/// Takes the function over.
pub fn install() {
    // SAFETY: modules are starting; the handler passes its calls on.
    unsafe { STREAM_COPY_TO_STREAM.install("stream_copy_to_stream", raw_copy) };
}

unsafe extern "C" fn raw_copy(frame: *mut zend_execute_data, ret: *mut zval) {
    // SAFETY: PHP calls this with a live frame and a return slot.
    unsafe { STREAM_COPY_TO_STREAM.enter(frame, ret, sched::may_wait(), copy) }
}

fn copy(call: &mut Call<'_>) -> PhpResult<Handled> {
    if !(2..=4).contains(&call.num_args()) {
        return Ok(Handled::AsEver);
    }
    let (Some(from), Some(to)) = (call.arg(0), call.arg(1)) else {
        return Ok(Handled::AsEver);
    };
    // PHP takes what is less than 0 for a very large number.
    let most = call
        .opt_long(2)?
        .and_then(|length| usize::try_from(length).ok());
    let offset = call.long_or(3, 0)?;
    let (Some(source), Some(target)) = (Stream::of(from), Stream::of(to)) else {
        // PHP says what they are instead.
        return Ok(Handled::AsEver);
    };
    if source.is_plain() && target.is_plain() {
        return Ok(Handled::AsEver);
    }
    if offset > 0 && source.seek(offset).is_err() {
        go_on()?;
        errors::warning(&format!(
            "Failed to seek to position {offset} in the stream"
        ));
        call.ret_bool(false)?;
        return Ok(Handled::Done);
    }
    match run(from, to, most.unwrap_or(usize::MAX))? {
        Some(count) => call.ret(Value::long(i64::try_from(count).unwrap_or(i64::MAX)))?,
        None => call.ret_bool(false)?,
    }
    Ok(Handled::Done)
}

/// Copies at most so many bytes; tells how many it were. `None` if it has failed, or one of the streams was closed.
fn run(from: &Value, to: &Value, most: usize) -> PhpResult<Option<usize>> {
    let mut piece = [0; PIECE];
    let mut count = 0;
    while count < most {
        go_on()?;
        let Some(source) = Stream::of(from) else {
            return Ok(None);
        };
        let room = PIECE.min(most - count);
        let got = match source.read(&mut piece[..room]) {
            Ok(0) => break,
            Ok(got) => got,
            Err(_) => {
                go_on()?;
                return Ok(None);
            }
        };
        let mut left = &piece[..got];
        while !left.is_empty() {
            go_on()?;
            let Some(target) = Stream::of(to) else {
                return Ok(None);
            };
            match target.write(left) {
                Ok(sent @ 1..) => left = &left[sent.min(left.len())..],
                _ => {
                    go_on()?;
                    return Ok(None);
                }
            }
        }
        count += got;
    }
    go_on()?;
    Ok(Some(count))
}

/// Unwinds if a stream has thrown, or has met a fatal error.
fn go_on() -> PhpResult {
    if errors::pending() || bailout::caught() {
        return Err(Thrown);
    }
    Ok(())
}
