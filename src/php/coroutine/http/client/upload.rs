//! Files that a request uploads: `addFile()`, `addData()`, and what becomes of them.

use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::connection::Connection;
use super::properties::slots;
use crate::php::coroutine::net::{Failure, Outcome};
use crate::php::zend::{Array, Call, PhpResult, Value, ZStr};
use crate::php::{last_error, mime_types};
use crate::protocol::http::DEFAULT_MIME_TYPE;
use crate::protocol::http::client::{FileHeader, Multipart, MultipartBody, RequestError};

/// A file to be sent.
pub struct Upload {
    name: ZStr,
    filename: ZStr,
    content_type: ZStr,
    source: Source,
}

enum Source {
    Memory(ZStr),
    File {
        file: File,
        offset: u64,
        length: u64,
    },
}

impl Upload {
    /// Sends the file, which was opened before.
    pub fn send(&self, connection: &Connection, length: u64) -> Outcome {
        match &self.source {
            Source::Memory(bytes) => connection.write(&[bytes.as_bytes()]),
            Source::File { file, offset, .. } => {
                let limit = connection.write_limit();
                let stream = &connection.endpoint.stream;
                stream.write_file(file, *offset, length, &limit)
            }
        }
    }
}

/// Reads `$uploadFiles` and opens what it names. What is no file is passed over, as in Swoole.
pub fn gather(files: &Value) -> Outcome<Vec<Upload>> {
    let mut uploads = Vec::new();
    let Some(files) = files.as_array() else {
        return Ok(Ok(uploads));
    };
    for (_, file) in files.iter() {
        let Some(file) = file.as_array() else {
            continue;
        };
        match open(&file)? {
            Some(Ok(upload)) => uploads.push(upload),
            Some(Err(failure)) => return Ok(Err(failure)),
            None => {}
        }
    }
    Ok(Ok(uploads))
}

fn open(file: &Array) -> PhpResult<Option<Result<Upload, Failure>>> {
    let text = |key: &str| {
        let value = file.get(key.as_bytes()).cloned();
        value.map(|value| value.convert_to_zstr()).transpose()
    };
    let (Some(name), Some(filename), Some(content_type)) =
        (text("name")?, text("filename")?, text("type")?)
    else {
        return Ok(None);
    };
    let source = if let Some(content) = text("content")? {
        Source::Memory(content)
    } else if let Some(path) = text("path")? {
        let number = |key: &str| file.get(key.as_bytes()).map_or(0, Value::to_long);
        let (Ok(offset), Ok(length)) = (
            u64::try_from(number("offset")),
            u64::try_from(number("size")),
        ) else {
            return Ok(None);
        };
        match crate::php::file::open(path.as_bytes()) {
            Ok(file) => Source::File {
                file,
                offset,
                length,
            },
            Err(error) => {
                let failure = Failure::from(error);
                let name = String::from_utf8_lossy(path.as_bytes());
                let text = format!("open({name}) failed, Error: {}", failure.text());
                last_error::warning_of(failure.code(), &text);
                return Ok(Some(Err(failure)));
            }
        }
    } else {
        return Ok(None);
    };
    Ok(Some(Ok(Upload {
        name,
        filename,
        content_type,
        source,
    })))
}

/// The body that fields and files make.
pub fn multipart<'a>(
    boundary: &'a [u8],
    fields: &'a [(Vec<u8>, ZStr)],
    uploads: &'a [Upload],
) -> Result<MultipartBody<'a, &'a Upload>, RequestError> {
    let mut body = Multipart::new(boundary)?;
    for (name, value) in fields {
        body.field(name, value.as_bytes());
    }
    for upload in uploads {
        let header = FileHeader {
            name: upload.name.as_bytes(),
            filename: upload.filename.as_bytes(),
            content_type: upload.content_type.as_bytes(),
        };
        match &upload.source {
            Source::Memory(bytes) => body.data(&header, bytes.as_bytes())?,
            Source::File { length, .. } => body.file(&header, upload, *length)?,
        }
    }
    Ok(body.finish())
}

/// `Swoole\Coroutine\Http\Client::addFile`
pub fn add_file(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 6)?;
    let (path, name) = (call.str(0)?, call.str(1)?);
    let (content_type, filename) = (call.opt_str(2)?, call.opt_str(3)?);
    let offset = call.long_or(4, 0)?.max(0);
    let length = call.long_or(5, 0)?.max(0);
    let shown = String::from_utf8_lossy(path.as_bytes()).into_owned();
    let facts = match std::fs::metadata(Path::new(OsStr::from_bytes(path.as_bytes()))) {
        Ok(facts) => facts,
        Err(error) => {
            let failure = Failure::from(error);
            let (code, text) = (failure.code(), failure.text());
            last_error::warning_of(
                code,
                &format!("stat({shown}) failed, Error: {text}[{code}]"),
            );
            return call.ret_bool(false);
        }
    };
    let size = i64::try_from(facts.len()).unwrap_or(i64::MAX);
    let refused = if !facts.is_file() {
        Some(format!("[{shown}] is not a regular file"))
    } else if size == 0 {
        Some(format!("cannot send empty file[{shown}]"))
    } else if offset >= size {
        Some(format!("parameter $offset[{offset}] exceeds the file size"))
    } else if length > size - offset {
        Some(format!("parameter $length[{length}] exceeds the file size"))
    } else {
        None
    };
    if let Some(text) = refused {
        last_error::warning(&text);
        return call.ret_bool(false);
    }
    let length = if length == 0 { size - offset } else { length };
    let content_type = given(content_type).unwrap_or_else(|| {
        let table = mime_types::table();
        ZStr::new(table.get(path.as_bytes()).as_bytes())
    });
    let filename = given(filename).unwrap_or_else(|| {
        let bytes = path.as_bytes();
        let start = memchr::memrchr(b'/', bytes).map_or(0, |slash| slash + 1);
        ZStr::new(&bytes[start..])
    });
    let mut file = Array::new();
    file.set(b"path", path);
    file.set(b"name", name);
    file.set(b"filename", filename);
    file.set(b"type", content_type);
    file.set(b"size", Value::long(length));
    file.set(b"offset", Value::long(offset));
    add(call, file)
}

/// `Swoole\Coroutine\Http\Client::addData`
pub fn add_data(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(2, 4)?;
    let (content, name) = (call.str(0)?, call.str(1)?);
    let (content_type, filename) = (call.opt_str(2)?, call.opt_str(3)?);
    let size = content.as_bytes().len();
    let mut file = Array::new();
    file.set(b"content", content);
    file.set(b"name", name.clone());
    file.set(b"filename", given(filename).unwrap_or(name));
    let default = || ZStr::new(DEFAULT_MIME_TYPE.as_bytes());
    file.set(b"type", given(content_type).unwrap_or_else(default));
    file.set(b"size", Value::long(size as i64));
    add(call, file)
}

/// A string that is not empty.
fn given(text: Option<ZStr>) -> Option<ZStr> {
    text.filter(|text| !text.as_bytes().is_empty())
}

fn add(call: &mut Call<'_>, file: Array) -> PhpResult {
    call.this()
        .with_array_slot(slots().upload_files, |files| files.push(file.into()));
    call.ret_bool(true)
}
