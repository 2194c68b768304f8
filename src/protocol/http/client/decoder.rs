//! Responses, from bytes as they arrive to events (RFC 9112 sections 4 to 8).
//!
//! Content is cut out of the input, never copied; only the head and the trailer section, both bounded, are kept.

use super::error::ResponseError;
use super::fields::{FieldRange, Fields};
use super::head::{HeadBuffer, ResponseHead};
use crate::protocol::http::framing::FramingFields;
use crate::protocol::http::syntax::list;
use crate::protocol::http::{BodyDecoder, BodyKind, BodyPiece, Limits, Version, is_bodyless};

/// Interim responses before one final response. A server sends one or two.
const MAX_INTERIM: u8 = 32;

/// What the request says about its response, see [`RequestEnd`](super::RequestEnd).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Expectation {
    /// The method is HEAD: the fields are those of a GET, but no body follows.
    pub head: bool,
    /// The method is CONNECT: a success is followed by the tunnel.
    pub connect: bool,
    /// The request asks for another protocol, so that 101 may answer it.
    pub upgrade: bool,
}

/// A step of one response.
#[derive(Debug, Clone, Copy)]
pub enum ResponseEvent<'e> {
    /// The head of the final response, or of 101.
    Head(ResponseHead<'e>),
    /// Bytes of content, without chunk framing, at least one. Not decompressed.
    Body(&'e [u8]),
    /// The trailer section of a chunked body, if it has fields. They describe the content and decide nothing here.
    Trailers(Fields<'e>),
    /// The response is complete.
    End,
}

/// Decodes the responses of one connection, one after the other.
///
/// 1. [`begin`](Self::begin) for each request.
/// 2. [`next`](Self::next) with the bytes of each read, until it returns `None` (more are needed) or
///    [`ResponseEvent::End`]. At the end of the stream, [`finish`](Self::finish).
/// 3. [`switched`](Self::switched) tells whether what is left of the input belongs to another protocol,
///    [`keep_alive`](Self::keep_alive) whether the connection can serve another request.
///
/// Interim responses but 101 are skipped. Bytes that are left behind the end of a response that nobody has asked for
/// make the connection unusable: they would be taken for the answer to the next request.
#[derive(Debug)]
pub struct ResponseDecoder {
    limits: Limits,
    expectation: Expectation,
    stage: Stage,
    head: HeadBuffer,
    body: BodyDecoder,
    trailer: Vec<u8>,
    trailer_ranges: Vec<FieldRange>,
    interim: u8,
    keep_alive: bool,
    switched: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// No response is due.
    Idle,
    Head,
    Body,
    /// The trailer section was told, or there is none; the end was not.
    End,
    Failed(ResponseError),
}

impl ResponseDecoder {
    /// A decoder for a new connection. Allocates nothing yet.
    pub fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
            expectation: Expectation::default(),
            stage: Stage::Idle,
            head: HeadBuffer::new(),
            body: BodyDecoder::empty(),
            trailer: Vec::new(),
            trailer_ranges: Vec::new(),
            interim: 0,
            keep_alive: false,
            switched: false,
        }
    }

    /// Prepares for the response to the next request, and forgets the last one.
    pub fn begin(&mut self, expectation: Expectation) {
        self.expectation = expectation;
        self.stage = Stage::Head;
        self.head.clear();
        self.trailer.clear();
        self.trailer_ranges.clear();
        self.interim = 0;
        self.keep_alive = false;
        self.switched = false;
    }

    /// Whether a response is due or not complete.
    pub fn is_waiting(&self) -> bool {
        !matches!(self.stage, Stage::Idle | Stage::Failed(_))
    }

    /// Whether another request may be sent on this connection, once the response is complete (RFC 9112 section 9.3).
    pub fn keep_alive(&self) -> bool {
        self.stage == Stage::Idle && self.keep_alive
    }

    /// Whether the connection has left HTTP behind this response: 101, or a tunnel.
    pub fn switched(&self) -> bool {
        self.switched
    }

    /// Takes the next event from the front of `input`, which is advanced past what has been consumed.
    ///
    /// `None` says that all of `input` is consumed and that more bytes are needed, or that no response is due: then
    /// nothing is consumed.
    ///
    /// # Errors
    ///
    /// The violation in the input, again and again. The connection must be closed.
    pub fn next<'e, 'i: 'e>(
        &'e mut self,
        input: &mut &'i [u8],
    ) -> Result<Option<ResponseEvent<'e>>, ResponseError> {
        match self.advance(input) {
            Ok(Step::More) => Ok(None),
            Ok(Step::Head) => Ok(Some(ResponseEvent::Head(self.head.view()))),
            Ok(Step::Body(content)) => Ok(Some(ResponseEvent::Body(content))),
            Ok(Step::Trailers) => Ok(Some(ResponseEvent::Trailers(Fields::new(
                &self.trailer,
                &self.trailer_ranges,
            )))),
            Ok(Step::End) => Ok(Some(ResponseEvent::End)),
            Err(error) => {
                self.stage = Stage::Failed(error);
                Err(error)
            }
        }
    }

    /// Tells that the stream has ended, after [`next`](Self::next) returned `None` for all that came before.
    ///
    /// A body that lasts until the end of the stream is now complete, and no event says so: this returning `Ok` does.
    ///
    /// # Errors
    ///
    /// [`ResponseError::NoResponse`] or [`ResponseError::Truncated`], or the violation that came before.
    pub fn finish(&mut self) -> Result<(), ResponseError> {
        let error = match self.stage {
            Stage::Idle | Stage::End => None,
            Stage::Head if self.head.is_empty() && self.interim == 0 => {
                Some(ResponseError::NoResponse)
            }
            Stage::Body if self.body.is_until_close() => None,
            Stage::Head | Stage::Body => Some(ResponseError::Truncated),
            Stage::Failed(error) => Some(error),
        };
        self.keep_alive = false;
        self.stage = error.map_or(Stage::Idle, Stage::Failed);
        error.map_or(Ok(()), Err)
    }

    fn advance<'i>(&mut self, input: &mut &'i [u8]) -> Result<Step<'i>, ResponseError> {
        loop {
            match self.stage {
                Stage::Idle => return Ok(Step::More),
                Stage::Failed(error) => return Err(error),
                Stage::Head => {
                    if !self.head.read(input, &self.limits)? {
                        return Ok(Step::More);
                    }
                    if self.is_interim()? {
                        self.head.clear();
                        continue;
                    }
                    self.judge_head()?;
                    self.stage = Stage::Body;
                    return Ok(Step::Head);
                }
                Stage::Body => match self.body.next(input)? {
                    BodyPiece::Content(content) => return Ok(Step::Body(content)),
                    BodyPiece::More => return Ok(Step::More),
                    // The decoder of bodies bounds it.
                    BodyPiece::Trailer(bytes) => self.trailer.extend_from_slice(bytes),
                    BodyPiece::Done => {
                        self.stage = Stage::End;
                        if !self.trailer.is_empty() {
                            FieldRange::of_lines(&self.trailer, &mut self.trailer_ranges);
                            if self.trailer_ranges.len() > self.limits.max_headers {
                                return Err(ResponseError::TooManyFields);
                            }
                            return Ok(Step::Trailers);
                        }
                    }
                },
                Stage::End => {
                    self.stage = Stage::Idle;
                    return Ok(Step::End);
                }
            }
        }
    }

    /// Whether the head is one that another one follows.
    fn is_interim(&mut self) -> Result<bool, ResponseError> {
        let head = self.head.view();
        match head.status {
            101 if self.expectation.upgrade && head.version >= Version::Http11 => Ok(false),
            101 => Err(ResponseError::UnexpectedUpgrade),
            100..=199 if self.interim == MAX_INTERIM => Err(ResponseError::TooManyInterim),
            100..=199 => {
                self.interim += 1;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Decides from the head what follows it.
    fn judge_head(&mut self) -> Result<(), ResponseError> {
        let head = self.head.view();
        let status = head.status;
        self.switched = status == 101 || self.expectation.connect && matches!(status, 200..=299);
        if self.switched {
            // Whatever the fields say about a body (RFC 9110 section 9.3.6).
            self.body = BodyDecoder::empty();
            return Ok(());
        }

        let mut framing = FramingFields::default();
        let mut close = false;
        let mut keep_alive = head.version >= Version::Http11;
        for (name, value) in head.fields.iter() {
            let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
            match name.len() {
                10 if is(b"connection") => {
                    for option in list(value) {
                        close |= option.eq_ignore_ascii_case(b"close");
                        keep_alive |= option.eq_ignore_ascii_case(b"keep-alive");
                    }
                }
                14 if is(b"content-length") => framing.content_length(value)?,
                17 if is(b"transfer-encoding") => framing.transfer_encoding(value)?,
                _ => {}
            }
        }
        let mut body = framing.response_body(head.version)?;
        if self.expectation.head || is_bodyless(status) {
            // A 204 that announces a body, which it must not, may be followed by one. HEAD and 304 announce what
            // others would get.
            let announced = matches!(body, BodyKind::Length(_) | BodyKind::Chunked);
            keep_alive &= self.expectation.head || status != 204 || !announced;
            body = BodyKind::None;
        }
        self.body = BodyDecoder::with_limit(body, self.limits.max_body_bytes)?;
        self.keep_alive = keep_alive && !close && body != BodyKind::UntilClose;
        Ok(())
    }
}

/// A [`ResponseEvent`] that borrows from the input alone.
enum Step<'i> {
    Head,
    Body(&'i [u8]),
    Trailers,
    End,
    More,
}

#[cfg(test)]
#[path = "decoder_tests/mod.rs"]
mod tests;
