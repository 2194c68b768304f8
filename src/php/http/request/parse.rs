//! `Request::create()` and `parse()`: a request from bytes, without a server.

use std::time::{SystemTime, UNIX_EPOCH};

use super::super::HttpOptions;
use super::super::names::names;
use super::{Content, Form, Request, arrays, slots, unavailable};
use crate::php::classes::REQUEST;
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{Array, Call, Obj, PhpResult, Value, ZStr};
use crate::protocol::http::{
    BodyDecoder, BodyStatus, HeadScanner, HeaderStorage, HttpError, Limits, RequestHead, parse_head,
};

/// Heads are limited as a server limits them; bodies only by PHP's memory limit.
const LIMITS: Limits = Limits {
    max_head_bytes: 64 * 1024,
    max_headers: crate::protocol::http::MAX_HEADERS,
    max_body_bytes: u64::MAX,
};

/// Takes the bytes of one request.
pub(super) struct Parser {
    options: HttpOptions,
    /// All bytes that were given.
    received: Vec<u8>,
    state: State,
}

enum State {
    /// The head is not complete.
    Head(HeadScanner),
    /// The body follows; the head is this many of the first bytes.
    Body {
        head: usize,
        decoder: BodyDecoder,
        body: Option<ZStrBuf>,
    },
}

/// `Request::create()`
pub fn create(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(0, 1)?;
    let options = if call.num_args() > 0 {
        Some(call.array(0)?)
    } else {
        None
    };
    let options = options.map_or_else(default_options, |given| read_options(&given));
    // SAFETY: the class is registered and can be instantiated.
    let object = unsafe { Obj::new(REQUEST.get()) };
    object.set_slot(slots().header, Array::new());
    object.set_slot(slots().server, Array::new());
    if let Some(request) = object.native::<Request>() {
        let state = State::Head(HeadScanner::new());
        let parser = Parser {
            options,
            received: Vec::new(),
            state,
        };
        request.parser.replace(Some(Box::new(parser)));
    }
    call.ret(object)
}

fn default_options() -> HttpOptions {
    HttpOptions {
        parse_files: true,
        ..HttpOptions::default()
    }
}

fn read_options(given: &Array) -> HttpOptions {
    let mut options = default_options();
    given.each(|key, value| {
        let crate::php::zend::table::KeyRef::Name(name) = key else {
            return;
        };
        match name.to_ascii_lowercase().as_slice() {
            b"parse_cookie" => options.parse_cookie = value.truthy(),
            b"parse_body" => options.parse_post = value.truthy(),
            b"parse_files" => options.parse_files = value.truthy(),
            b"upload_tmp_dir" => {
                if let Some(dir) = value.to_zstr() {
                    options.upload_tmp_dir = String::from_utf8_lossy(dir.as_bytes()).into_owned();
                }
            }
            // enable_compression, compression_level and websocket_compression are for responses.
            _ => {}
        }
    });
    options
}

/// `parse()`: how many of the given bytes belong to the request; false if they are no request, or if it was complete.
pub fn parse(call: &mut Call<'_>) -> PhpResult {
    call.expect_args(1, 1)?;
    let data = call.str(0)?;
    let this = call.this();
    let request = call.native::<Request>();
    // Filling properties may destroy what PHP code has put there, and a destructor may call this method again.
    let Some(mut parser) = request.parser.take() else {
        return if request.content.get().is_some() {
            call.ret_bool(false)
        } else {
            unavailable(call)
        };
    };
    match parser.take(&this, request, data.as_bytes()) {
        Ok((used, None)) => {
            request.parser.replace(Some(parser));
            call.ret(Value::long(used as i64))
        }
        Ok((used, Some(content))) => {
            // Only one parser was there to complete it.
            let _ = request.content.set(content);
            call.ret(Value::long(used as i64))
        }
        Err(_) => call.ret_bool(false),
    }
}

impl Parser {
    /// The bytes so far.
    pub(super) fn received(&self) -> ZStr {
        ZStr::new(&self.received)
    }

    /// The method, if the head is complete.
    pub(super) fn method(&self) -> Option<ZStr> {
        match self.state {
            State::Head(_) => None,
            State::Body { head, .. } => {
                let mut storage = HeaderStorage::new();
                let parsed = parse_head(&self.received[..head], &LIMITS, &mut storage);
                parsed
                    .ok()
                    .flatten()
                    .map(|(head, _)| names().method(head.method.as_bytes()))
            }
        }
    }

    /// Takes the next bytes: how many were used, and the content when it is complete.
    fn take(
        &mut self,
        object: &Obj,
        request: &Request,
        data: &[u8],
    ) -> Result<(usize, Option<Content>), HttpError> {
        let known = self.received.len();
        self.received.extend_from_slice(data);
        if let State::Head(scanner) = &mut self.state {
            let mut storage = HeaderStorage::new();
            let Some((head, length)) = scanner.parse(&self.received, &LIMITS, &mut storage)? else {
                return Ok((data.len(), None));
            };
            let now = SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default();
            arrays::fill_from_head(object, &head, self.options.parse_cookie, now, None);
            let decoder = BodyDecoder::new(head.body(), &LIMITS)?;
            self.state = State::Body {
                head: length,
                decoder,
                body: None,
            };
        }
        let State::Body {
            head,
            decoder,
            body,
        } = &mut self.state
        else {
            return Ok((data.len(), None));
        };
        // Of bytes that came with the end of the head, the body's are those behind it.
        let start = known.max(*head);
        let mut rest = &self.received[start..];
        let status = decoder.decode(&mut rest, body)?;
        let end = self.received.len() - rest.len();
        if status == BodyStatus::More {
            return Ok((data.len(), None));
        }
        let body = body.take().map_or_else(|| ZStr::new(b""), ZStrBuf::finish);
        let mut storage = HeaderStorage::new();
        let parsed = parse_head(&self.received[..*head], &LIMITS, &mut storage)?;
        if let Some((head, _)) = parsed {
            fill_from_body(object, request, &head, &body, &self.options)?;
        }
        let whole = ZStr::new(&self.received[..end]);
        Ok((
            end - known,
            Some(Content {
                head: whole,
                body,
                form: Form::Whole,
            }),
        ))
    }
}

fn fill_from_body(
    object: &Obj,
    request: &Request,
    head: &RequestHead<'_>,
    body: &ZStr,
    options: &HttpOptions,
) -> Result<(), HttpError> {
    if body.as_bytes().is_empty() {
        return Ok(());
    }
    arrays::fill_from_body(object, request, head, body, options)
}
