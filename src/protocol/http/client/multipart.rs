//! `multipart/form-data` bodies to be sent (RFC 7578), as pieces: what is in memory, and files that the caller sends
//! by itself.
//!
//! Chooses no boundary and opens no file.

use std::ops::Range;

use super::error::RequestError;
use super::request::{RequestBody, check_boundary};
use crate::protocol::http::response::check_value;
use crate::protocol::http::urlencode::push_percent;

/// Content up to this length is copied between its neighbours, so that it costs no write of its own.
const COPIED: usize = 8 * 1024;

/// A body in the making. `F` is what the caller needs to find a file again.
#[derive(Debug)]
pub struct Multipart<'a, F> {
    boundary: &'a [u8],
    /// Everything that was written here, piece after piece.
    text: Vec<u8>,
    pieces: Vec<Stored<'a, F>>,
    length: u64,
}

#[derive(Debug)]
enum Stored<'a, F> {
    Text(Range<usize>),
    Memory(&'a [u8]),
    File { file: F, length: u64 },
}

/// What is to be sent next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultipartPiece<'m, F> {
    /// These bytes.
    Bytes(&'m [u8]),
    /// So many bytes of this file.
    File {
        /// What the caller said about it.
        file: &'m F,
        /// How many bytes, at least one.
        length: u64,
    },
}

/// The header of a part that is a file.
#[derive(Debug, Clone, Copy)]
pub struct FileHeader<'h> {
    /// The name of the form field.
    pub name: &'h [u8],
    /// The name of the file.
    pub filename: &'h [u8],
    /// The media type.
    pub content_type: &'h [u8],
}

impl<'a, F> Multipart<'a, F> {
    /// A body without parts. `boundary` is at most 70 letters, digits and `'()+_,-./:=?` that stand in no part: the
    /// caller makes it of enough randomness.
    ///
    /// # Errors
    ///
    /// [`RequestError::Boundary`]
    pub fn new(boundary: &'a [u8]) -> Result<Self, RequestError> {
        check_boundary(boundary)?;
        Ok(Self {
            boundary,
            text: Vec::new(),
            pieces: Vec::new(),
            length: 0,
        })
    }

    /// Adds a plain form field.
    pub fn field(&mut self, name: &[u8], value: &'a [u8]) {
        self.begin_part(name);
        self.write(b"\r\n\r\n");
        self.content(value);
    }

    /// Adds a file whose content is in memory.
    ///
    /// # Errors
    ///
    /// [`RequestError::FieldValue`] if the media type has a line break; then nothing was added.
    pub fn data(&mut self, header: &FileHeader<'_>, content: &'a [u8]) -> Result<(), RequestError> {
        self.file_header(header)?;
        self.content(content);
        Ok(())
    }

    /// Adds a file of which `length` bytes will be sent.
    ///
    /// # Errors
    ///
    /// As [`data`](Self::data).
    pub fn file(
        &mut self,
        header: &FileHeader<'_>,
        file: F,
        length: u64,
    ) -> Result<(), RequestError> {
        self.file_header(header)?;
        if length > 0 {
            self.length += length;
            self.pieces.push(Stored::File { file, length });
        }
        self.write(b"\r\n");
        Ok(())
    }

    /// Ends the body.
    pub fn finish(mut self) -> MultipartBody<'a, F> {
        self.write(b"--");
        self.write(self.boundary);
        self.write(b"--\r\n");
        MultipartBody(self)
    }

    fn begin_part(&mut self, name: &[u8]) {
        self.write(b"--");
        self.write(self.boundary);
        self.write(b"\r\nContent-Disposition: form-data; name=\"");
        self.write_name(name);
        self.write(b"\"");
    }

    fn file_header(&mut self, header: &FileHeader<'_>) -> Result<(), RequestError> {
        check_value(header.content_type).map_err(|_| RequestError::FieldValue)?;
        self.begin_part(header.name);
        self.write(b"; filename=\"");
        self.write_name(header.filename);
        self.write(b"\"\r\nContent-Type: ");
        self.write(header.content_type);
        self.write(b"\r\n\r\n");
        Ok(())
    }

    fn content(&mut self, content: &'a [u8]) {
        if content.len() <= COPIED {
            self.write(content);
        } else {
            self.length += content.len() as u64;
            self.pieces.push(Stored::Memory(content));
        }
        self.write(b"\r\n");
    }

    fn write(&mut self, bytes: &[u8]) {
        self.grow(|text| text.extend_from_slice(bytes));
    }

    /// Writes a name into quotes as browsers do: what would end it or its line is percent-encoded.
    fn write_name(&mut self, name: &[u8]) {
        self.grow(|text| {
            for &byte in name {
                match byte {
                    b'"' | ..b' ' | 0x7f => push_percent(byte, text),
                    _ => text.push(byte),
                }
            }
        });
    }

    /// Appends to the last piece if it is text, else to a new one.
    fn grow(&mut self, append: impl FnOnce(&mut Vec<u8>)) {
        let start = self.text.len();
        append(&mut self.text);
        let end = self.text.len();
        self.length += (end - start) as u64;
        match self.pieces.last_mut() {
            Some(Stored::Text(range)) => range.end = end,
            _ => self.pieces.push(Stored::Text(start..end)),
        }
    }
}

/// A complete body.
#[derive(Debug)]
pub struct MultipartBody<'a, F>(Multipart<'a, F>);

impl<'a, F> MultipartBody<'a, F> {
    /// What the request's head says about it.
    pub fn request_body(&self) -> RequestBody<'a> {
        RequestBody::Multipart {
            boundary: self.0.boundary,
            length: self.0.length,
        }
    }

    /// What is to be sent, in this order.
    pub fn pieces(&self) -> impl Iterator<Item = MultipartPiece<'_, F>> {
        self.0.pieces.iter().map(|piece| match piece {
            Stored::Text(range) => MultipartPiece::Bytes(&self.0.text[range.clone()]),
            Stored::Memory(bytes) => MultipartPiece::Bytes(bytes),
            Stored::File { file, length } => MultipartPiece::File {
                file,
                length: *length,
            },
        })
    }
}

#[cfg(test)]
#[path = "multipart_tests.rs"]
mod tests;
