//! `sendfile()`: a file, or a part of one, as the body.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::fields::{self, Fields, Refused};
use super::send::{settle, write_head};
use super::{Response, Stage, set_header};
use crate::engine::server::SendError;
use crate::php::last_error;
use crate::php::mime_types;
use crate::php::server::driver;
use crate::php::zend::{Call, Obj, PhpResult, Value, ZStr};
use crate::protocol::http::{Framing, ResponseBody};

/// What room a response's head needs.
const HEAD_ROOM: usize = 1024;

/// The part of a file that is sent.
struct Part {
    file: File,
    offset: u64,
    length: u64,
}

/// `sendfile()`
pub fn sendfile(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 3)?;
    let name = call.str(0)?;
    let offset = call.long_or(1, 0)?;
    let length = call.long_or(2, 0)?;
    let response = call.native::<Response>();
    if response.sendable().is_none() {
        return call.ret_bool(false);
    }
    if let Stage::Writing(_) = response.stage.get() {
        last_error::fatal("can't use sendfile when HTTP chunk is enabled");
        return call.ret_bool(false);
    }
    if response.refuses_body() {
        return call.ret_bool(false);
    }
    let Some(part) = open(&name, offset, length) else {
        return call.ret_bool(false);
    };
    let sent = send(response, &call.this(), &name, part)?;
    call.ret_bool(sent)
}

fn send(response: &Response, this: &Obj, name: &ZStr, part: Part) -> PhpResult<bool> {
    if !Fields::take(this).has(b"Content-Type") {
        let media_type = Value::bytes(mime_types::table().get(name.as_bytes()).as_bytes());
        set_header(this, b"Content-Type", media_type);
    }
    let fields = response.gather(this)?;
    response.wait_for_room(0)?;
    // Setting the header may have destroyed an object, whose destructor may have sent something.
    let Some(link) = response.sendable() else {
        return Ok(false);
    };
    if response.stage.get() != Stage::Open {
        last_error::fatal("can't use sendfile when HTTP chunk is enabled");
        return Ok(false);
    }
    let Some(engine) = response.engine(link) else {
        return Ok(false);
    };
    let mut refused = Refused::new();
    let result = engine.has_room(link.session, HEAD_ROOM).and_then(|()| {
        let framing = Framing::Length(part.length);
        let end = write_head(
            response,
            link,
            &engine,
            &fields,
            framing,
            None,
            &mut refused,
            |_, _| {},
        )?;
        if end.body == ResponseBody::Plain {
            let length = usize::try_from(part.length).map_err(|_| SendError::BufferFull)?;
            engine.send_file(link.session, part.file, part.offset, length)?;
        }
        Ok(end)
    });
    let sent = settle(response, link, &engine, result);
    fields::tell(refused);
    if sent && !engine.is_open(link.session) {
        driver::tell_now(&engine);
    }
    Ok(sent)
}

/// Opens the file and checks the range; warns and returns `None` if something is wrong.
fn open(name: &ZStr, offset: i64, length: i64) -> Option<Part> {
    let shown = String::from_utf8_lossy(name.as_bytes());
    if name.as_bytes().is_empty() {
        last_error::warning("file name is empty");
        return None;
    }
    // Opening a pipe must not wait for its writer.
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_NONBLOCK | libc::O_CLOEXEC)
        .open(Path::new(OsStr::from_bytes(name.as_bytes())));
    let (file, metadata) = match opened.and_then(|file| file.metadata().map(|data| (file, data))) {
        Ok(opened) => opened,
        Err(error) => {
            let call = if error.kind() == io::ErrorKind::NotFound {
                "stat"
            } else {
                "open"
            };
            let errno = error.raw_os_error().unwrap_or(libc::EINVAL);
            let reason = last_error::system_sentence(errno);
            let message = format!("{call}({shown}) failed, Error: {reason}[{errno}]");
            last_error::warning_of(errno, &message);
            return None;
        }
    };
    if !metadata.is_file() {
        let message = format!("parameter $file[{shown}] given is not a regular file");
        last_error::warning_of(last_error::SERVER_IS_NOT_REGULAR_FILE, &message);
        return None;
    }
    let start = u64::try_from(offset)
        .ok()
        .filter(|&start| start <= metadata.len());
    let Some(start) = start else {
        last_error::warning(&format!(
            "parameter $offset[{offset}] exceeds the file size"
        ));
        return None;
    };
    let left = metadata.len() - start;
    let wanted = u64::try_from(length).ok().filter(|&wanted| wanted <= left);
    let Some(wanted) = wanted else {
        last_error::warning(&format!(
            "parameter $length[{length}] exceeds the file size"
        ));
        return None;
    };
    Some(Part {
        file,
        offset: start,
        length: if wanted == 0 { left } else { wanted },
    })
}
