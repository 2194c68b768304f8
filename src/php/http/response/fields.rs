//! The head of a response: what PHP code put into `header` and `cookie`, made safe to write.

use super::slots;
use crate::engine::log::Level;
use crate::php::last_error;
use crate::php::zend::table::KeyRef;
use crate::php::zend::{Array, Obj, PhpResult, Value, ZStr, sys};
use crate::protocol::http::{HeaderError, ResponseHead};

/// The properties at the moment of sending. Holding them makes PHP code that runs meanwhile change copies.
#[derive(Default)]
pub(super) struct Fields {
    header: Option<Array>,
    cookie: Option<Array>,
}

/// A field that was not sent, to be told when everything else is done: telling may run PHP code.
pub(super) type Refused = Vec<HeaderError>;

impl Fields {
    /// Takes what the properties hold, objects and nested arrays converted to strings as PHP does it.
    pub(super) fn convert(this: &Obj) -> PhpResult<Self> {
        let mut fields = Self::take(this);
        if let Some(header) = &fields.header
            && needs_conversion(header)
        {
            fields.header = Some(converted(header)?);
        }
        Ok(fields)
    }

    /// Takes what the properties hold without running PHP code: objects are left out.
    pub(super) fn take(this: &Obj) -> Self {
        let slots = slots();
        Self {
            header: this.slot(slots.header).as_array(),
            cookie: this.slot(slots.cookie).as_array(),
        }
    }

    /// Writes the fields that `keep` wants.
    pub(super) fn write_header(
        &self,
        head: &mut ResponseHead<'_>,
        refused: &mut Refused,
        mut keep: impl FnMut(&[u8]) -> bool,
    ) {
        let Some(header) = &self.header else { return };
        each_line(header, |name, value| match value {
            Some(value) if keep(name) => refused.extend(head.header(name, value).err()),
            // As in Swoole, null instead of a value leaves out what the server would have added.
            None if is_added(name) => refused.extend(head.header(name, b"").err()),
            _ => {}
        });
    }

    /// Writes the cookies.
    pub(super) fn write_cookies(&self, head: &mut ResponseHead<'_>, refused: &mut Refused) {
        let Some(cookie) = &self.cookie else { return };
        cookie.each(|_, value| {
            if let Some(cookie) = value.as_bytes() {
                refused.extend(head.cookie(cookie).err());
            }
        });
    }

    /// The value of the last field `name`, in any case, that has a value.
    pub(super) fn find(&self, name: &[u8]) -> Option<ZStr> {
        let mut found = None;
        let header = self.header.as_ref()?;
        each_line(header, |key, value| {
            if key.eq_ignore_ascii_case(name) {
                found = value.map(ZStr::new).or(found.take());
            }
        });
        found
    }

    /// Whether there is a field `name`, in any case, with or without a value.
    pub(super) fn has(&self, name: &[u8]) -> bool {
        let mut found = false;
        if let Some(header) = &self.header {
            each_line(header, |key, _| found |= key.eq_ignore_ascii_case(name));
        }
        found
    }
}

/// Tells of the fields that were not sent.
pub(super) fn tell(refused: Refused) {
    for error in refused {
        match error {
            HeaderError::LengthOfChunked
            | HeaderError::LengthOfCompressed
            | HeaderError::WrongLength
            | HeaderError::TransferEncoding => last_error::report(
                Level::Warning,
                last_error::HTTP_CONFLICT_HEADER,
                "Context::build_header",
                error.message(),
            ),
            _ => last_error::warning(error.message()),
        }
    }
}

/// Name and value of each line that an array of trailers stands for.
pub(super) fn lines(trailers: &Array) -> Vec<(ZStr, ZStr)> {
    let mut lines = Vec::with_capacity(trailers.len());
    each_line(trailers, |name, value| {
        if let Some(value) = value {
            lines.push((ZStr::new(name), ZStr::new(value)));
        }
    });
    lines
}

/// Whether the server adds a field of this name, if the program does not.
fn is_added(name: &[u8]) -> bool {
    [&b"server"[..], b"date", b"connection", b"content-type"]
        .iter()
        .any(|added| name.eq_ignore_ascii_case(added))
}

/// Visits each line that a header array stands for: a list is one line per element, null is one without a value.
fn each_line(header: &Array, mut visit: impl FnMut(&[u8], Option<&[u8]>)) {
    header.each(|key, value| {
        let mut digits = [0; 20];
        let name = match key {
            KeyRef::Name(name) => name,
            KeyRef::Index(index) => decimal(index, &mut digits),
        };
        match value.as_array() {
            Some(list) => list.each(|_, value| with_text(value, |value| visit(name, Some(value)))),
            None if value.is_null() => visit(name, None),
            None => with_text(value, |value| visit(name, Some(value))),
        }
    });
}

/// Gives the text of a scalar to `visit`; null and what has no text without running PHP code is left out.
fn with_text(value: &Value, visit: impl FnOnce(&[u8])) {
    if let Some(bytes) = value.as_bytes() {
        visit(bytes);
    } else if !value.is_null()
        && let Some(text) = value.to_zstr()
    {
        visit(text.as_bytes());
    }
}

fn decimal(number: i64, digits: &mut [u8; 20]) -> &[u8] {
    use std::io::Write;
    let mut rest = &mut digits[..];
    // 20 characters hold every i64.
    let _ = write!(rest, "{number}");
    let left = rest.len();
    &digits[..20 - left]
}

fn needs_conversion(header: &Array) -> bool {
    let mut needs = false;
    header.each(|_, value| match value.as_array() {
        Some(list) => list.each(|_, value| needs |= is_foreign(value)),
        None => needs |= is_foreign(value),
    });
    needs
}

/// Whether making a string of a value runs PHP code: an object's, or an error handler's.
fn is_foreign(value: &Value) -> bool {
    matches!(
        value.kind(),
        sys::IS_OBJECT | sys::IS_ARRAY | sys::IS_RESOURCE
    )
}

fn converted(header: &Array) -> PhpResult<Array> {
    let mut result = Array::with_capacity(header.len());
    header.try_each(|key, value| {
        let value = match value.as_array() {
            Some(list) => {
                let mut lines = Array::with_capacity(list.len());
                list.try_each(|_, value| {
                    lines.push(text_of(value)?);
                    Ok(())
                })?;
                lines.into()
            }
            None => text_of(value)?,
        };
        match key {
            KeyRef::Name(name) => result.set(name, value),
            KeyRef::Index(index) => result.set_index(index, value),
        }
        Ok(())
    })?;
    Ok(result)
}

fn text_of(value: &Value) -> PhpResult<Value> {
    if !is_foreign(value) {
        return Ok(value.clone());
    }
    // PHP code may change what `value` is part of while it runs.
    let own = value.clone();
    own.convert_to_zstr().map(Value::from)
}
