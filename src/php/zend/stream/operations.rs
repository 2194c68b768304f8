//! The operations of socket streams, ours in front of PHP's own.
//!
//! A stream points to a table of its operations. For each of PHP's tables there are copies in which some operations are
//! ours; streams that PHP makes of such a stream, by accepting a connection, have the same ones.

use std::cell::RefCell;
use std::ffi::{c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Stream;
use super::request::{Crypto, Operation, Request};
use crate::php::zend::bailout::{self, protect};
use crate::php::zend::errors;
use crate::php::zend::sys::headers;
use crate::php::zend::thread::OneThread;

/// What is done instead of PHP's own operations, which are the `original_…` methods of the stream. When an operation
/// returns after others have run, the stream may have been closed.
pub trait Operations {
    /// Reads up to `count` bytes to `buffer`, which is PHP's; returns how many, and -1 for a failure.
    fn read(stream: Stream, buffer: *mut c_char, count: usize) -> isize;
    /// Writes; returns how many bytes, and -1 for a failure.
    fn write(stream: Stream, data: &[u8]) -> isize;
    /// Comes before the stream is closed, with its descriptor unless that is to stay open.
    fn closing(stream: Stream, with_descriptor: bool);
    /// Does what is special to sockets.
    fn request(stream: Stream, request: &mut Request<'_>);
    /// Begins or ends encryption.
    fn crypto(stream: Stream, crypto: &mut Crypto<'_>);
}

/// `PHP_STREAM_OPTION_RETURN_NOTIMPL`
const UNKNOWN: c_int = -2;

/// What a transport connects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// A host and a port, by TCP, encrypted or not.
    Tcp,
    /// A host and a port, for datagrams.
    Udp,
    /// A path, or nothing that has a name.
    Local,
}

/// What distinguishes the copies of one of PHP's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// What it connects to.
    pub transport: Transport,
    /// What is sent is encrypted.
    pub encrypted: bool,
}

/// A copy, with the table that it is of. PHP sees the first field.
#[repr(C)]
struct Table {
    operations: headers::php_stream_ops,
    original: *const headers::php_stream_ops,
    kind: Kind,
}

// SAFETY: code of PHP's thread only.
static TABLES: OneThread<RefCell<Vec<&'static Table>>> =
    unsafe { OneThread::new(RefCell::new(Vec::new())) };

impl Stream {
    /// A stream of PHP's that is being called, or was just made.
    ///
    /// # Safety
    /// It is open.
    pub(super) unsafe fn from_raw(raw: *mut headers::php_stream) -> Self {
        Self(raw)
    }

    /// Puts our operations before those of a socket stream, unless they are there.
    ///
    /// # Safety
    /// The stream is open and its operations are those of a socket.
    pub unsafe fn take_over<O: Operations>(self, transport: Transport) {
        if self.table().is_some() {
            return;
        }
        let kind = Kind {
            transport,
            encrypted: false,
        };
        // SAFETY: the caller's promise; tables live for ever.
        unsafe { (*self.0).ops = &raw const copy::<O>((*self.0).ops, kind).operations };
    }

    fn table(self) -> Option<&'static Table> {
        // SAFETY: the stream is open.
        let operations = unsafe { (*self.0).ops };
        let tables = TABLES.get().borrow();
        let is_ours =
            |table: &&&'static Table| std::ptr::eq(&raw const table.operations, operations);
        tables.iter().find(is_ours).copied()
    }

    /// The table of a stream whose operation is being called.
    fn own_table(self) -> &'static Table {
        // SAFETY: PHP calls our operations through the table that they are in, and nothing else refers to them.
        unsafe { &*(*self.0).ops.cast::<Table>() }
    }

    /// Which of the copies the stream has. For a stream whose operation is being called.
    pub fn kind(self) -> Kind {
        self.own_table().kind
    }

    /// Notes whether the stream is encrypted. For a stream whose operation is being called.
    pub fn set_encrypted<O: Operations>(self, encrypted: bool) {
        let table = self.own_table();
        let kind = Kind {
            encrypted,
            ..table.kind
        };
        if kind != table.kind {
            // SAFETY: the stream is open; tables live for ever.
            unsafe { (*self.0).ops = &raw const copy::<O>(table.original, kind).operations };
        }
    }

    /// Reads by PHP's own operation.
    pub fn original_read(self, buffer: *mut c_char, count: usize) -> isize {
        // SAFETY: the table was PHP's for this stream; `buffer` is what PHP has passed. Notifications may be PHP code.
        protect(|| unsafe {
            let original = &*self.own_table().original;
            original.read.map_or(-1, |read| read(self.0, buffer, count))
        })
        .unwrap_or(-1)
    }

    /// Writes by PHP's own operation.
    pub fn original_write(self, data: &[u8]) -> isize {
        // SAFETY: as above.
        protect(|| unsafe {
            let original = &*self.own_table().original;
            original
                .write
                .map_or(-1, |write| write(self.0, data.as_ptr().cast(), data.len()))
        })
        .unwrap_or(-1)
    }

    /// Does what is special to sockets by PHP's own operation.
    pub fn original_request(self, request: &mut Request<'_>) {
        let table = self.own_table();
        let (option, param) = (
            headers::PHP_STREAM_OPTION_XPORT_API,
            request.as_raw().cast(),
        );
        // PHP tells by its tables whether an address is a path, and whether a socket is for datagrams.
        let by_table = table.kind.transport != Transport::Tcp
            && matches!(
                request.operation(),
                Operation::Bind | Operation::Connect | Operation::BeginConnect
            );
        if by_table {
            // SAFETY: the stream is open; the table was PHP's for it.
            unsafe { (*self.0).ops = table.original };
        }
        request.answer = option_of(table, self, option, param);
        if by_table {
            // SAFETY: binding and connecting let nobody close the stream: no script has it yet.
            unsafe { (*self.0).ops = &raw const table.operations };
        }
    }

    /// Begins or ends encryption by PHP's own operation.
    pub fn original_crypto(self, crypto: &mut Crypto<'_>) {
        let param = crypto.as_raw().cast();
        crypto.answer = option_of(
            self.own_table(),
            self,
            headers::PHP_STREAM_OPTION_CRYPTO_API,
            param,
        );
    }
}

/// Has PHP's own operation handle an option of a stream.
fn option_of(table: &Table, stream: Stream, option: u32, param: *mut c_void) -> c_int {
    // SAFETY: the table was PHP's for this stream; `param` is what the option takes. It may run PHP code: error handlers.
    protect(|| unsafe {
        (*table.original).set_option.map_or(UNKNOWN, |set_option| {
            set_option(stream.0, option as c_int, 0, param)
        })
    })
    .unwrap_or(UNKNOWN)
}

/// The copy of a table that is of this kind.
fn copy<O: Operations>(original: *const headers::php_stream_ops, kind: Kind) -> &'static Table {
    let mut tables = TABLES.get().borrow_mut();
    let is_wanted = |table: &&&'static Table| table.original == original && table.kind == kind;
    if let Some(table) = tables.iter().find(is_wanted) {
        return table;
    }
    // SAFETY: PHP's tables live as long as PHP does.
    let mut operations = unsafe { original.read() };
    operations.read = Some(read::<O>);
    operations.write = Some(write::<O>);
    operations.close = Some(close::<O>);
    operations.set_option = Some(set_option::<O>);
    let table = Box::leak(Box::new(Table {
        operations,
        original,
        kind,
    }));
    tables.push(table);
    table
}

/// Runs an operation for PHP: a panic becomes an Error, and a fatal error is passed on when nothing is left to drop.
fn guard<R>(failure: R, body: impl FnOnce() -> R) -> R {
    let result = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(result) => result,
        Err(panic) => {
            errors::throw_panic(&*panic);
            failure
        }
    };
    bailout::pass_on();
    result
}

unsafe extern "C" fn read<O: Operations>(
    stream: *mut headers::php_stream,
    buffer: *mut c_char,
    count: usize,
) -> isize {
    guard(-1, || O::read(Stream(stream), buffer, count))
}

unsafe extern "C" fn write<O: Operations>(
    stream: *mut headers::php_stream,
    data: *const c_char,
    count: usize,
) -> isize {
    guard(-1, || {
        let data = if count == 0 {
            &[]
        } else {
            // SAFETY: PHP passes so many bytes, which it keeps until this returns.
            unsafe { std::slice::from_raw_parts(data.cast::<u8>(), count) }
        };
        O::write(Stream(stream), data)
    })
}

unsafe extern "C" fn close<O: Operations>(
    stream: *mut headers::php_stream,
    with_descriptor: c_int,
) -> c_int {
    let own = Stream(stream);
    guard((), || O::closing(own, with_descriptor != 0));
    // SAFETY: PHP's own operation, as PHP would have called it. Nothing of ours is to be dropped.
    unsafe {
        let original = &*own.own_table().original;
        original
            .close
            .map_or(-1, |close| close(stream, with_descriptor))
    }
}

unsafe extern "C" fn set_option<O: Operations>(
    stream: *mut headers::php_stream,
    option: c_int,
    value: c_int,
    param: *mut c_void,
) -> c_int {
    let own = Stream(stream);
    match u32::try_from(option) {
        Ok(headers::PHP_STREAM_OPTION_XPORT_API) => guard(UNKNOWN, || {
            // SAFETY: what PHP passes with this option.
            let mut request = unsafe { Request::from_raw(param.cast()) };
            O::request(own, &mut request);
            request.answer
        }),
        Ok(headers::PHP_STREAM_OPTION_CRYPTO_API) => guard(UNKNOWN, || {
            // SAFETY: what PHP passes with this option.
            let mut crypto = unsafe { Crypto::from_raw(param.cast()) };
            O::crypto(own, &mut crypto);
            crypto.answer
        }),
        // SAFETY: PHP's own operation, as PHP would have called it.
        _ => unsafe {
            let original = &*own.own_table().original;
            original.set_option.map_or(UNKNOWN, |set_option| {
                set_option(stream, option, value, param)
            })
        },
    }
}
