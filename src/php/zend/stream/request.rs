//! What PHP asks of a socket stream beyond reading and writing: to connect, to accept, to encrypt.

use std::ffi::c_int;
use std::marker::PhantomData;
use std::time::Duration;

use super::Stream;
use crate::php::zend::ZStr;
use crate::php::zend::sys::{self, headers};

/// What an option of a stream answers when it was understood.
const DONE: c_int = headers::PHP_STREAM_OPTION_RETURN_OK as c_int;

/// The times that the API takes; `None` for ever.
pub(super) fn duration(time: &headers::timeval) -> Option<Duration> {
    let seconds = u64::try_from(time.tv_sec).ok()?;
    Some(Duration::from_secs(seconds) + Duration::from_micros(time.tv_usec.try_into().unwrap_or(0)))
}

/// The other way round.
pub(super) fn timeval(time: Duration) -> headers::timeval {
    headers::timeval {
        tv_sec: time.as_secs() as _,
        tv_usec: time.subsec_micros() as _,
    }
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// To have an address of its own.
    Bind,
    /// To connect, and return when it is done.
    Connect,
    /// To begin to connect.
    BeginConnect,
    /// To accept a connection.
    Accept,
    /// To receive with the address of the sender, or to peek.
    Receive,
    /// To send to an address, or out of band.
    Send,
    /// Something that does not block.
    Other,
}

/// A request, with the place for its results. It belongs to the code of PHP that waits for the answer.
pub struct Request<'a> {
    raw: *mut headers::_php_stream_xport_param,
    pub(super) answer: c_int,
    owner: PhantomData<&'a ()>,
}

impl Request<'_> {
    /// # Safety
    /// `raw` is valid, and used by nobody else, as long as this is.
    pub(super) unsafe fn from_raw(raw: *mut headers::_php_stream_xport_param) -> Self {
        Self {
            raw,
            answer: DONE,
            owner: PhantomData,
        }
    }

    pub(super) fn as_raw(&mut self) -> *mut headers::_php_stream_xport_param {
        self.raw
    }

    fn get(&self) -> &headers::_php_stream_xport_param {
        // SAFETY: the promise of `from_raw`.
        unsafe { &*self.raw }
    }

    fn get_mut(&mut self) -> &mut headers::_php_stream_xport_param {
        // SAFETY: the promise of `from_raw`.
        unsafe { &mut *self.raw }
    }

    /// What is asked for.
    pub fn operation(&self) -> Operation {
        match self.get().op {
            headers::_php_stream_xport_param_STREAM_XPORT_OP_BIND => Operation::Bind,
            headers::_php_stream_xport_param_STREAM_XPORT_OP_CONNECT => Operation::Connect,
            headers::_php_stream_xport_param_STREAM_XPORT_OP_CONNECT_ASYNC => {
                Operation::BeginConnect
            }
            headers::_php_stream_xport_param_STREAM_XPORT_OP_ACCEPT => Operation::Accept,
            headers::_php_stream_xport_param_STREAM_XPORT_OP_RECV => Operation::Receive,
            headers::_php_stream_xport_param_STREAM_XPORT_OP_SEND => Operation::Send,
            _ => Operation::Other,
        }
    }

    /// The address to connect to.
    pub fn name(&self) -> Vec<u8> {
        let inputs = &self.get().inputs;
        if inputs.name.is_null() {
            return Vec::new();
        }
        // SAFETY: PHP passes the length beside the text.
        unsafe { std::slice::from_raw_parts(inputs.name.cast::<u8>(), inputs.namelen).to_vec() }
    }

    /// Has PHP begin to connect to `name`, without waiting for the end.
    pub fn begin_connect(&mut self, stream: Stream, name: &std::ffi::CStr) {
        self.clear_error();
        let (op, inputs) = (self.get().op, self.get().inputs);
        let param = self.get_mut();
        param.op = headers::_php_stream_xport_param_STREAM_XPORT_OP_CONNECT_ASYNC;
        param.inputs.name = name.as_ptr().cast_mut();
        param.inputs.namelen = name.count_bytes();
        param.outputs.returncode = -1;
        stream.original_request(self);
        let param = self.get_mut();
        param.op = op;
        param.inputs = inputs;
    }

    /// How long it may take; `None` for ever.
    pub fn timeout(&self) -> Option<Duration> {
        let timeout = self.get().inputs.timeout;
        // SAFETY: null, or a time that PHP keeps until it has the answer.
        unsafe { timeout.as_ref() }.and_then(duration)
    }

    /// Has PHP do it, with a timeout of its own.
    pub fn original_within(&mut self, stream: Stream, timeout: Duration) {
        let mut timeout = timeval(timeout);
        let own = std::mem::replace(&mut self.get_mut().inputs.timeout, &raw mut timeout);
        stream.original_request(self);
        self.get_mut().inputs.timeout = own;
    }

    /// What comes back: 0 if it was done, 1 if it was begun, -1 if it has failed; or a number of bytes.
    pub fn result(&self) -> c_int {
        self.get().outputs.returncode
    }

    /// Sets what comes back.
    pub fn set_result(&mut self, result: c_int) {
        self.get_mut().outputs.returncode = result;
    }

    /// Why it has failed: an errno number.
    pub fn error(&self) -> c_int {
        self.get().outputs.error_code
    }

    /// Notes success.
    pub fn succeed(&mut self) {
        self.clear_error();
        self.set_result(0);
    }

    /// Notes a failure.
    pub fn fail(&mut self, errno: c_int, text: &str) {
        self.clear_error();
        let text = (self.get().want_errortext() != 0).then(|| ZStr::new(text.as_bytes()));
        let outputs = &mut self.get_mut().outputs;
        outputs.returncode = -1;
        outputs.error_code = errno;
        if let Some(text) = text {
            outputs.error_text = text.into_raw().cast();
        }
    }

    /// Forgets a failure, so that another attempt may note its own.
    pub fn clear_error(&mut self) {
        let outputs = &mut self.get_mut().outputs;
        let text = std::mem::replace(&mut outputs.error_text, std::ptr::null_mut());
        outputs.error_code = 0;
        if !text.is_null() {
            // SAFETY: the text was made for this request, and nobody else has it.
            drop(unsafe { ZStr::from_owned(text.cast::<sys::zend_string>()) });
        }
    }

    /// Whether a connection was accepted.
    pub fn has_client(&self) -> bool {
        !self.get().outputs.client.is_null()
    }

    /// What to send.
    pub fn data(&self) -> &[u8] {
        let inputs = &self.get().inputs;
        if inputs.buflen == 0 {
            return &[];
        }
        // SAFETY: PHP passes the length beside the bytes, which it keeps until it has the answer.
        unsafe { std::slice::from_raw_parts(inputs.buf.cast::<u8>(), inputs.buflen) }
    }

    /// Whom to send it to: a socket address and its length; null for whom the socket is connected to.
    pub fn address(&self) -> (*const libc::sockaddr, libc::socklen_t) {
        let inputs = &self.get().inputs;
        (inputs.addr.cast_const().cast(), inputs.addrlen)
    }

    /// Whether it is about data out of band.
    pub fn is_out_of_band(&self) -> bool {
        /// `STREAM_OOB`
        const OUT_OF_BAND: c_int = 1;
        self.get().inputs.flags & OUT_OF_BAND != 0
    }
}

/// What encryption is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CryptoOperation {
    /// To be prepared, for one of PHP's methods.
    Prepare(u32),
    /// To begin, by a handshake.
    Begin,
    /// To end.
    End,
}

/// A request about encryption.
pub struct Crypto<'a> {
    raw: *mut headers::_php_stream_xport_crypto_param,
    pub(super) answer: c_int,
    owner: PhantomData<&'a ()>,
}

impl Crypto<'_> {
    /// # Safety
    /// `raw` is valid, and used by nobody else, as long as this is.
    pub(super) unsafe fn from_raw(raw: *mut headers::_php_stream_xport_crypto_param) -> Self {
        Self {
            raw,
            answer: DONE,
            owner: PhantomData,
        }
    }

    pub(super) fn as_raw(&mut self) -> *mut headers::_php_stream_xport_crypto_param {
        self.raw
    }

    /// Makes a request of our own and hands it to `body`.
    pub fn make<R>(operation: CryptoOperation, body: impl FnOnce(&mut Crypto<'_>) -> R) -> R {
        // SAFETY: all-zero is a valid request, whose fields are set below.
        let mut param: headers::_php_stream_xport_crypto_param = unsafe { std::mem::zeroed() };
        match operation {
            CryptoOperation::Prepare(method) => {
                param.op = headers::_php_stream_xport_crypto_param_STREAM_XPORT_CRYPTO_OP_SETUP;
                param.inputs.method = method;
            }
            CryptoOperation::Begin | CryptoOperation::End => {
                param.op = headers::_php_stream_xport_crypto_param_STREAM_XPORT_CRYPTO_OP_ENABLE;
                param.inputs.activate = c_int::from(operation == CryptoOperation::Begin);
            }
        }
        param.outputs.returncode = -1;
        // SAFETY: `param` outlives the call and is used by nobody else.
        body(&mut unsafe { Crypto::from_raw(&raw mut param) })
    }

    /// What is asked for.
    pub fn operation(&self) -> CryptoOperation {
        // SAFETY: the promise of `from_raw`.
        let param = unsafe { &*self.raw };
        if param.op == headers::_php_stream_xport_crypto_param_STREAM_XPORT_CRYPTO_OP_SETUP {
            CryptoOperation::Prepare(param.inputs.method)
        } else if param.inputs.activate != 0 {
            CryptoOperation::Begin
        } else {
            CryptoOperation::End
        }
    }

    /// PHP's result: 1 when a handshake is done, 0 when it goes on, negative for a failure.
    pub fn result(&self) -> c_int {
        // SAFETY: the promise of `from_raw`.
        unsafe { (*self.raw).outputs.returncode }
    }

    /// Sets the result.
    pub fn set_result(&mut self, result: c_int) {
        // SAFETY: the promise of `from_raw`.
        unsafe { (*self.raw).outputs.returncode = result };
    }
}
