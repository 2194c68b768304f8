//! Multipart bodies: form fields into `post`, files into temporary files and `files`.

use std::ffi::{CString, OsStr};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::FromRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::super::HttpOptions;
use super::super::names::names;
use super::{Request, arrays, slots};
use crate::engine::log::{self, Level};
use crate::php::zend::{Array, Obj, Value, ZStr, input};
use crate::protocol::http::{HttpError, MultipartLimits, Part, parse_multipart};

/// `UPLOAD_ERR_OK`
const OK: i64 = 0;
/// `UPLOAD_ERR_NO_FILE`: the form had a place for a file, but the user chose none.
const NO_FILE: i64 = 4;
/// `UPLOAD_ERR_NO_TMP_DIR`
const NO_TMP_DIR: i64 = 6;
/// `UPLOAD_ERR_CANT_WRITE`
const CANT_WRITE: i64 = 7;

/// What became of one uploaded file.
struct Upload {
    path: Option<ZStr>,
    size: usize,
    error: i64,
}

/// Fills `post`, `files` and `tmpfiles` from a multipart body.
pub(super) fn fill(
    object: &Obj,
    request: &Request,
    body: &[u8],
    boundary: &[u8],
    options: &HttpOptions,
) -> Result<(), HttpError> {
    let limits = MultipartLimits {
        max_parts: input::max_variables(),
        ..MultipartLimits::default()
    };
    let parts = parse_multipart(body, boundary, &limits).inspect_err(|error| {
        if *error == HttpError::TooManyParts {
            arrays::tell_limit(limits.max_parts);
        }
    })?;
    let too_large = |part: &Part<'_>| {
        part.filename.is_some()
            && options
                .upload_max_filesize
                .is_some_and(|max| part.data.len() > max)
    };
    if parts.iter().any(too_large) {
        return Err(HttpError::BodyTooLarge);
    }
    let mut post: Option<Array> = None;
    let mut files: Option<Array> = None;
    let mut paths: Option<Array> = None;
    for part in parts {
        // A part's header has no NUL.
        let Ok(name) = CString::new(part.name.as_ref()) else {
            continue;
        };
        let data = &body[part.data.clone()];
        let Some(file_name) = &part.filename else {
            input::register(post.get_or_insert_default(), &name, data);
            continue;
        };
        let upload = if file_name.is_empty() {
            Upload {
                path: None,
                size: 0,
                error: NO_FILE,
            }
        } else {
            store(&options.upload_tmp_dir, data)
        };
        if let Some(path) = &upload.path {
            input::add_uploaded_file(path);
            request.temporary_files.borrow_mut().push(path.clone());
            paths.get_or_insert_default().push(path.clone().into());
        }
        let files = files.get_or_insert_default();
        let claimed = part
            .content_type
            .filter(|_| !file_name.is_empty())
            .unwrap_or_default();
        add_file(
            files,
            &name,
            file_name,
            claimed,
            upload,
            options.parse_files,
        );
    }
    let slots = slots();
    for (slot, array) in [
        (slots.post, post),
        (slots.files, files),
        (slots.tmpfiles, paths),
    ] {
        if let Some(array) = array {
            object.set_slot(slot, array);
        }
    }
    Ok(())
}

/// Adds the entry of one file: an array of its facts, or, for a field with brackets and `http_parse_files`, each fact
/// under its own key as in `$_FILES`.
fn add_file(
    files: &mut Array,
    field: &CString,
    file_name: &[u8],
    content_type: &[u8],
    upload: Upload,
    as_php: bool,
) {
    let keys = &names().keys;
    let content_type = Value::bytes(content_type);
    let path = Value::from(upload.path.unwrap_or_else(|| ZStr::new(b"")));
    let size = Value::long(upload.size as i64);
    let file_name = Value::bytes(file_name);
    let error = Value::long(upload.error);
    match field.as_bytes().iter().position(|&byte| byte == b'[') {
        Some(bracket @ 1..) if as_php => {
            let (base, rest) = field.as_bytes().split_at(bracket);
            for (fact, value) in [
                (&b"[name]"[..], file_name),
                (b"[type]", content_type),
                (b"[tmp_name]", path),
                (b"[error]", error),
                (b"[size]", size),
            ] {
                // Parts of a C string have no NUL.
                if let Ok(name) = CString::new([base, fact, rest].concat()) {
                    input::register_value(files, &name, value);
                }
            }
        }
        _ => {
            let mut file = Array::with_capacity(5);
            file.append_new(&names().key_type, content_type);
            file.append_new(&keys.tmp_name, path);
            file.append_new(&keys.size, size);
            file.append_new(&keys.name, file_name);
            file.append_new(&keys.error, error);
            input::register_value(files, field, file.into());
        }
    }
}

/// Writes the content of a file where only this user can read it.
fn store(dir: &str, data: &[u8]) -> Upload {
    let failed = |error, reason: io::Error| {
        log::write(
            Level::Warning,
            format!("an uploaded file cannot be stored in {dir}: {reason}"),
        );
        Upload {
            path: None,
            size: 0,
            error,
        }
    };
    let (path, mut file) = match create_temporary(dir) {
        Ok(created) => created,
        Err(error) => return failed(NO_TMP_DIR, error),
    };
    match file.write_all(data) {
        Ok(()) => Upload {
            path: Some(ZStr::new(&path)),
            size: data.len(),
            error: OK,
        },
        Err(error) => {
            // It may be gone already.
            let _ = std::fs::remove_file(Path::new(OsStr::from_bytes(&path)));
            failed(CANT_WRITE, error)
        }
    }
}

/// A new file with a name that nobody can guess, mode 0600.
fn create_temporary(dir: &str) -> io::Result<(Vec<u8>, File)> {
    let mut template = CString::new(format!("{dir}/swoole.upfile.XXXXXX"))?.into_bytes_with_nul();
    // SAFETY: the template is a C string of ours, changed in place.
    let fd = unsafe { libc::mkostemp(template.as_mut_ptr().cast(), libc::O_CLOEXEC) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    template.pop();
    // SAFETY: the descriptor is open and nobody else's.
    Ok((template, unsafe { File::from_raw_fd(fd) }))
}

/// Deletes the files that `move_uploaded_file()` has not moved.
pub(super) fn delete(paths: &mut Vec<ZStr>) {
    for path in paths.drain(..) {
        if input::remove_uploaded_file(&path) {
            // PHP code may have renamed or deleted it.
            let _ = std::fs::remove_file(Path::new(OsStr::from_bytes(path.as_bytes())));
        }
    }
}
