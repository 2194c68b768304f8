//! PHP streams: the descriptor behind one, the state of a socket, its operations (`operations`) and how they are made
//! (`transport`).

pub mod operations;
pub mod request;
pub mod transport;

use std::ffi::{c_char, c_int};
use std::os::fd::RawFd;
use std::ptr;
use std::time::Duration;

use super::bailout::protect;
use super::sys::{self, headers};
use super::value::Value;

/// `PHP_STREAM_FLAG_SUPPRESS_ERRORS`
const SUPPRESS_ERRORS: u32 = 0x100;

/// An operation of a stream has failed; PHP has said why, or has thrown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

/// A stream of PHP's. It says nothing about whether the stream is still open: who lets others run has to make sure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stream(*mut headers::php_stream);

impl Stream {
    /// The stream of an open resource; no word if the value is something else.
    pub fn of(value: &Value) -> Option<Self> {
        // SAFETY: PHP checks the value's type; without a name it raises no error.
        let found = unsafe { fetch(value, ptr::null()) };
        (!found.is_null()).then_some(Self(found))
    }

    /// A number that no other stream has at the same time.
    pub fn address(self) -> usize {
        self.0.addr()
    }

    /// The descriptor to wait for. `None` if there is none; then PHP has warned.
    pub fn descriptor(self) -> Option<RawFd> {
        self.cast(headers::PHP_STREAM_AS_FD_FOR_SELECT | headers::PHP_STREAM_CAST_INTERNAL)
    }

    fn cast(self, kind: u32) -> Option<RawFd> {
        let mut descriptor: RawFd = -1;
        // SAFETY: the stream is open; `descriptor` takes the number of one that has one. An encrypted one may read, and
        // warn.
        let cast = protect(|| unsafe {
            let result = (&raw mut descriptor).cast();
            headers::_php_stream_cast(self.0, kind as c_int, result, 1)
        });
        (cast == Some(0) && descriptor >= 0).then_some(descriptor)
    }

    /// Whether it is a file or a pipe, with nothing of PHP code in between: what it does lets nobody else run.
    pub fn is_plain(self) -> bool {
        // SAFETY: the stream is open; the table of PHP's own operations is only compared with.
        unsafe {
            let ops = (&raw const headers::php_stream_stdio_ops).addr();
            (*self.0).ops.addr() == ops
                && (*self.0).readfilters.head.is_null()
                && (*self.0).writefilters.head.is_null()
        }
    }

    /// Reads at most as many bytes as fit, through the filters of the stream; none at its end or when it takes too long.
    /// Others may run meanwhile, and close any stream.
    pub fn read(self, into: &mut [u8]) -> Result<usize, Failed> {
        // SAFETY: the stream is open; PHP writes no more than there is room for.
        let got = protect(|| unsafe {
            headers::_php_stream_read(self.0, into.as_mut_ptr().cast(), into.len())
        });
        got.and_then(|got| usize::try_from(got).ok()).ok_or(Failed)
    }

    /// Writes what the stream takes, through its filters. Others may run meanwhile, and close any stream.
    pub fn write(self, bytes: &[u8]) -> Result<usize, Failed> {
        // SAFETY: the stream is open; PHP reads the bytes.
        let sent = protect(|| unsafe {
            headers::_php_stream_write(self.0, bytes.as_ptr().cast(), bytes.len())
        });
        sent.and_then(|sent| usize::try_from(sent).ok())
            .ok_or(Failed)
    }

    /// Goes to a place in the stream, counted from its beginning. Others may run meanwhile, and close any stream.
    pub fn seek(self, place: i64) -> Result<(), Failed> {
        // SAFETY: the stream is open.
        let result =
            protect(|| unsafe { headers::_php_stream_seek(self.0, place, libc::SEEK_SET) });
        (result == Some(0)).then_some(()).ok_or(Failed)
    }

    /// Whether something that was read waits in the stream's own buffer.
    pub fn has_unread(self) -> bool {
        // SAFETY: the stream is open.
        unsafe { (*self.0).writepos > (*self.0).readpos }
    }

    /// Whether PHP asks for more only because there might be more, and has enough already.
    pub fn is_optional_read(self) -> bool {
        #[cfg(stream_has_buffered_data)]
        // SAFETY: the stream is open.
        return unsafe { (*self.0).has_buffered_data() != 0 };
        #[cfg(not(stream_has_buffered_data))]
        false
    }

    /// Whether the end was read.
    pub fn is_at_end(self) -> bool {
        // SAFETY: the stream is open.
        unsafe { (*self.0).eof() != 0 }
    }

    /// Notes whether the end was read.
    pub fn set_at_end(self, at_end: bool) {
        // SAFETY: the stream is open.
        unsafe { (*self.0).set_eof(at_end.into()) };
    }

    /// Where in the stream's own buffer something is to be read to; `None` if it is to be read elsewhere.
    ///
    /// While one coroutine waits, another may have the stream work: by appending a filter to it, say. If this changes by
    /// that, the memory has perhaps been freed.
    pub fn place_of(self, memory: *const c_char) -> Option<(usize, usize)> {
        // SAFETY: the stream is open.
        let (buffer, len, written) = unsafe {
            (
                (*self.0).readbuf.addr(),
                (*self.0).readbuflen,
                (*self.0).writepos,
            )
        };
        (buffer..buffer + len)
            .contains(&memory.addr())
            .then_some((buffer, written as usize))
    }

    /// Whether failures are to raise no notices.
    pub fn is_quiet(self) -> bool {
        // SAFETY: the stream is open.
        unsafe { (*self.0).flags & SUPPRESS_ERRORS != 0 }
    }

    /// The state of the socket behind the stream.
    ///
    /// # Safety
    /// The stream is open and its operations are those of a socket.
    unsafe fn state(self) -> *mut headers::_php_netstream_data_t {
        // SAFETY: the caller's promise; what a socket's operations keep begins with this, also for an encrypted one.
        unsafe { (*self.0).abstract_.cast() }
    }

    /// The socket. `None` before it was made and after it was closed.
    ///
    /// # Safety
    /// The operations of the stream are those of a socket.
    pub unsafe fn socket(self) -> Option<RawFd> {
        // SAFETY: the caller's promise.
        unsafe {
            let state = self.state();
            (!state.is_null() && (*state).socket >= 0).then(|| (*state).socket)
        }
    }

    /// Closes the socket that a connection was tried with.
    ///
    /// # Safety
    /// The operations of the stream are those of a socket.
    pub unsafe fn discard_socket(self) {
        // SAFETY: the caller's promise; the descriptor is the stream's own and is forgotten.
        unsafe {
            if let Some(fd) = self.socket() {
                (*self.state()).socket = -1;
                libc::close(fd);
            }
        }
    }

    /// Whether PHP would block in it.
    ///
    /// # Safety
    /// The operations of the stream are those of a socket.
    pub unsafe fn is_blocking(self) -> bool {
        // SAFETY: the caller's promise. The type of the field differs between versions of PHP, its size does not.
        unsafe { *(&raw const (*self.state()).is_blocked).cast::<u8>() != 0 }
    }

    /// Has PHP believe that it would block, or not; the descriptor stays as it is.
    ///
    /// # Safety
    /// The operations of the stream are those of a socket.
    pub unsafe fn pretend_blocking(self, blocking: bool) {
        // SAFETY: as above.
        unsafe { *(&raw mut (*self.state()).is_blocked).cast::<u8>() = blocking.into() };
    }

    /// How long reading and writing may take; `None` for ever.
    ///
    /// # Safety
    /// The operations of the stream are those of a socket.
    pub unsafe fn timeout(self) -> Option<Duration> {
        // SAFETY: the caller's promise.
        unsafe { request::duration(&(*self.state()).timeout) }
    }

    /// Notes whether the last operation took too long.
    ///
    /// # Safety
    /// The operations of the stream are those of a socket.
    pub unsafe fn set_timed_out(self, timed_out: bool) {
        // SAFETY: as above.
        unsafe { *(&raw mut (*self.state()).timeout_event).cast::<u8>() = timed_out.into() };
    }

    /// Tells whoever has asked for progress that so many bytes have passed.
    pub fn notify_progress(self, bytes: usize) {
        // SAFETY: the stream is open; a context that it refers to is alive, and so is its notifier. The callback may be
        // PHP code.
        protect(|| unsafe {
            let resource = (*self.0).ctx;
            if resource.is_null() || (*resource).ptr.is_null() {
                return;
            }
            let context = (*resource).ptr.cast::<headers::php_stream_context>();
            let notifier = (*context).notifier;
            if notifier.is_null()
                || (*notifier).mask & headers::PHP_STREAM_NOTIFIER_PROGRESS as c_int == 0
            {
                return;
            }
            (*notifier).progress += bytes;
            headers::php_stream_notification_notify(
                context,
                headers::PHP_STREAM_NOTIFY_PROGRESS as c_int,
                headers::PHP_STREAM_NOTIFY_SEVERITY_INFO as c_int,
                ptr::null_mut(),
                0,
                (*notifier).progress,
                (*notifier).progress_max,
                ptr::null_mut(),
            );
        });
    }
}

/// # Safety
/// `name` is null or a C string.
unsafe fn fetch(value: &Value, name: *const c_char) -> *mut headers::php_stream {
    // SAFETY: the value is live, and PHP checks what it is.
    unsafe {
        headers::zend_fetch_resource2_ex(
            value.as_zval().cast_mut().cast(),
            name,
            headers::php_file_le_stream(),
            headers::php_file_le_pstream(),
        )
        .cast()
    }
}

/// The descriptor of a stream. `None` if the value is no open stream (then a TypeError is pending), or one that has no
/// descriptor (then PHP has warned).
pub fn descriptor(value: &Value) -> Option<RawFd> {
    // SAFETY: a C string.
    let found = unsafe { fetch(value, c"stream".as_ptr()) };
    if found.is_null() {
        return None;
    }
    Stream(found).descriptor()
}

/// The descriptor of a stream over a socket, which others will read from: PHP reads nothing ahead any more. Otherwise as
/// [`descriptor`].
pub fn socket(value: &Value) -> Option<RawFd> {
    // SAFETY: a C string.
    let found = unsafe { fetch(value, c"stream".as_ptr()) };
    if found.is_null() {
        return None;
    }
    let descriptor = Stream(found).cast(headers::PHP_STREAM_AS_SOCKETD)?;
    let (option, value) = (
        headers::PHP_STREAM_OPTION_READ_BUFFER,
        headers::PHP_STREAM_BUFFER_NONE,
    );
    // SAFETY: the stream is open: casting closes none.
    protect(|| unsafe {
        headers::_php_stream_set_option(found, option as c_int, value as c_int, ptr::null_mut())
    });
    Some(descriptor)
}

/// Closes a stream, as `fclose()` does. One that is closed already is left alone.
pub fn close(value: &Value) {
    if is_resource(value) {
        // SAFETY: the value is a live resource, whose number stays valid for those who hold it.
        protect(|| unsafe { headers::zend_list_close((*value.as_zval()).value.res.cast()) });
    }
}

/// Whether a value is a resource, open or not.
pub fn is_resource(value: &Value) -> bool {
    value.kind() == sys::IS_RESOURCE
}
