//! `zend_string`: an owned reference ([`ZStr`]) and one under construction ([`ZStrBuf`]).

use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};

use super::call::Thrown;
use super::sys::{self, zend_string};
use crate::protocol::payload::{OutOfMemory, PayloadBuffer};
use crate::protocol::websocket::mask;

/// Offset of the first byte of a string inside its `zend_string`.
const HEADER: usize = std::mem::offset_of!(zend_string, val);
/// `GC_STRING`: type string, not collectable by the cycle collector.
const GC_STRING: u32 = sys::IS_STRING | (1 << 4);
/// `IS_STR_INTERNED`: never freed, reference count unused.
const INTERNED: u32 = sys::GC_IMMUTABLE;
/// `IS_STR_PERSISTENT`: allocated with malloc, outlives a request.
const PERSISTENT: u32 = 1 << 7;

/// One owned reference to a `zend_string`. Cloning adds a reference; it never copies bytes.
pub struct ZStr(NonNull<zend_string>);

impl ZStr {
    /// A new string with a copy of `bytes`; strings of zero and one byte are PHP's interned ones.
    pub fn new(bytes: &[u8]) -> Self {
        // SAFETY: the interned tables are filled at PHP startup, before any extension code runs; `allocate` returns
        // room for `bytes.len()` bytes and a terminating NUL.
        unsafe {
            match *bytes {
                [] => Self::from_owned(sys::zend_empty_string),
                [byte] => Self::from_owned(sys::zend_one_char_string[usize::from(byte)]),
                _ => {
                    let raw = allocate(bytes.len());
                    let data = data_of(raw);
                    ptr::copy_nonoverlapping(bytes.as_ptr(), data, bytes.len());
                    data.add(bytes.len()).write(0);
                    Self(raw)
                }
            }
        }
    }

    /// A string that lives until PHP shuts down; for property names and array keys made at module startup.
    pub fn interned(text: &'static [u8]) -> Self {
        // SAFETY: zend_string_init_interned is set before modules start; `persistent` strings made at startup are
        // kept in PHP's permanent table.
        unsafe {
            let init = sys::zend_string_init_interned.unwrap_unchecked();
            Self::from_owned(init(text.as_ptr().cast(), text.len(), true))
        }
    }

    /// Takes over one reference.
    ///
    /// # Safety
    /// `raw` is a live string, and the caller gives up one reference to it (or it is interned).
    pub unsafe fn from_owned(raw: *mut zend_string) -> Self {
        debug_assert!(!raw.is_null());
        // SAFETY: the caller's promise.
        Self(unsafe { NonNull::new_unchecked(raw) })
    }

    /// Adds a reference to a string that somebody else owns.
    ///
    /// # Safety
    /// `raw` is a live string.
    pub unsafe fn from_borrowed(raw: *mut zend_string) -> Self {
        // SAFETY: the caller's promise.
        unsafe {
            if !is_interned(raw) {
                (*raw).gc.refcount += 1;
            }
            Self::from_owned(raw)
        }
    }

    /// The bytes, without the terminating NUL.
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: a live zend_string holds `len` initialised bytes after its header.
        unsafe { std::slice::from_raw_parts(data_of(self.0), self.0.as_ref().len) }
    }

    /// The raw pointer, still owned by `self`.
    pub fn as_ptr(&self) -> *mut zend_string {
        self.0.as_ptr()
    }

    /// Gives the reference away.
    pub fn into_raw(self) -> *mut zend_string {
        let raw = self.0.as_ptr();
        std::mem::forget(self);
        raw
    }

    /// Whether PHP keeps this string forever (then a zval must not count references to it).
    pub fn is_interned(&self) -> bool {
        // SAFETY: the string is live.
        unsafe { is_interned(self.0.as_ptr()) }
    }

    /// Whether this is the only reference to it. Interned strings belong to PHP.
    pub fn has_one_owner(&self) -> bool {
        // SAFETY: the string is alive, and belongs to this thread.
        !self.is_interned() && unsafe { (*self.0.as_ptr()).gc.refcount == 1 }
    }
}

impl Clone for ZStr {
    fn clone(&self) -> Self {
        // SAFETY: `self` keeps the string alive.
        unsafe { Self::from_borrowed(self.0.as_ptr()) }
    }
}

impl Drop for ZStr {
    fn drop(&mut self) {
        // SAFETY: `self` owns one reference; the last one frees the memory with the allocator it came from.
        unsafe {
            let raw = self.0.as_ptr();
            if is_interned(raw) {
                return;
            }
            (*raw).gc.refcount -= 1;
            if (*raw).gc.refcount == 0 {
                free(raw);
            }
        }
    }
}

impl AsRef<[u8]> for ZStr {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

/// A `zend_string` that is still being written; nobody else has seen it.
pub struct ZStrBuf {
    raw: NonNull<zend_string>,
    capacity: usize,
}

impl ZStrBuf {
    /// The finished string.
    pub fn finish(self) -> ZStr {
        // SAFETY: `raw` has room for a NUL after its bytes (see `allocate`); ownership moves to the ZStr.
        unsafe {
            let len = self.raw.as_ref().len;
            if len == 0 {
                return ZStr::new(b"");
            }
            data_of(self.raw).add(len).write(0);
            let string = ZStr(self.raw);
            std::mem::forget(self);
            string
        }
    }

    fn grow_to(&mut self, capacity: usize) -> Result<(), OutOfMemory> {
        if capacity <= self.capacity {
            return Ok(());
        }
        ensure_memory(capacity)?;
        // SAFETY: `raw` came from the Zend allocator and is owned by nobody else; the size is that of `allocate`.
        unsafe {
            let moved = sys::_erealloc(self.raw.as_ptr().cast(), allocation_size(capacity));
            self.raw = NonNull::new_unchecked(moved.cast());
        }
        self.capacity = capacity;
        Ok(())
    }

    /// Makes room, lets `write` fill exactly `len` bytes, and counts them.
    fn append_with(
        &mut self,
        len: usize,
        write: impl FnOnce(&mut [MaybeUninit<u8>]),
    ) -> Result<(), OutOfMemory> {
        // SAFETY: `raw` is live and owned; the spare slice lies within its capacity, and every writer in this file
        // initialises all of it.
        unsafe {
            let used = self.raw.as_ref().len;
            if self.capacity - used < len {
                self.reserve(len)?;
            }
            let spare = std::slice::from_raw_parts_mut(data_of(self.raw).add(used).cast(), len);
            write(spare);
            self.raw.as_mut().len = used + len;
        }
        Ok(())
    }
}

impl PayloadBuffer for ZStrBuf {
    fn with_capacity(capacity: usize) -> Result<Self, OutOfMemory> {
        ensure_memory(capacity)?;
        // SAFETY: `allocate` returns a live string of length `capacity`; it starts out empty here.
        unsafe {
            let mut raw = allocate(capacity);
            raw.as_mut().len = 0;
            Ok(Self { raw, capacity })
        }
    }

    fn reserve(&mut self, additional: usize) -> Result<(), OutOfMemory> {
        // SAFETY: `raw` is live.
        let used = unsafe { self.raw.as_ref().len };
        let needed = used.checked_add(additional).ok_or(OutOfMemory)?;
        if needed <= self.capacity {
            return Ok(());
        }
        self.grow_to(needed)
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        self.append_with(bytes.len(), |spare| {
            spare.write_copy_of_slice(bytes);
        })
    }

    fn push_unmasked(&mut self, bytes: &[u8], key: [u8; 4]) -> Result<(), OutOfMemory> {
        self.append_with(bytes.len(), |spare| mask::unmask_into(spare, bytes, key))
    }

    fn as_slice(&self) -> &[u8] {
        // SAFETY: the first `len` bytes were written.
        unsafe { std::slice::from_raw_parts(data_of(self.raw), self.raw.as_ref().len) }
    }

    fn capacity(&self) -> usize {
        self.capacity
    }
}

impl Drop for ZStrBuf {
    fn drop(&mut self) {
        // SAFETY: the buffer owns the only reference.
        unsafe { free(self.raw.as_ptr()) }
    }
}

/// How many bytes a string may have before PHP's `memory_limit` would turn it into a fatal error.
pub fn available_memory() -> usize {
    let (used, limit) = memory();
    limit.saturating_sub(used).saturating_sub(MARGIN)
}

/// PHP's fatal error about the `memory_limit`, for `size` bytes that are too many.
#[cold]
pub fn out_of_memory(size: usize) -> Thrown {
    let (_, limit) = memory();
    let text =
        format!("Allowed memory size of {limit} bytes exhausted (tried to allocate {size} bytes)");
    super::errors::raise_plain(sys::E_ERROR, &text);
    Thrown
}

/// Room for the chunk that Zend's allocator may have to map.
const MARGIN: usize = 4 << 20;

/// How many bytes PHP has allocated, and how many it may.
fn memory() -> (usize, usize) {
    // SAFETY: plain reads of the executor's allocator statistics and of the ini value.
    let (used, limit) = unsafe {
        (
            sys::zend_memory_usage(true),
            (*sys::ext_php_rs_process_globals()).memory_limit,
        )
    };
    (used, usize::try_from(limit).unwrap_or(usize::MAX))
}

/// Refuses an allocation that PHP's `memory_limit` would turn into a fatal error: a longjmp out of the engine's frames.
fn ensure_memory(size: usize) -> Result<(), OutOfMemory> {
    if size <= available_memory() {
        Ok(())
    } else {
        Err(OutOfMemory)
    }
}

fn allocation_size(len: usize) -> usize {
    (HEADER + len + 1 + 7) & !7
}

/// A string of `len` uninitialised bytes with one reference.
///
/// # Safety
/// PHP's allocator is running (any time between request startup and shutdown).
unsafe fn allocate(len: usize) -> NonNull<zend_string> {
    // SAFETY: emalloc never returns null (it bails out instead); the header is written before anybody reads it.
    unsafe {
        let raw: *mut zend_string = sys::_emalloc(allocation_size(len)).cast();
        (*raw).gc.refcount = 1;
        (*raw).gc.u.type_info = GC_STRING;
        (*raw).h = 0;
        (*raw).len = len;
        NonNull::new_unchecked(raw)
    }
}

/// # Safety
/// `raw` is live and has no references left.
unsafe fn free(raw: *mut zend_string) {
    // SAFETY: the flag says which allocator made it.
    unsafe {
        if (*raw).gc.u.type_info & PERSISTENT == 0 {
            sys::_efree(raw.cast());
        } else {
            libc::free(raw.cast());
        }
    }
}

/// # Safety
/// `raw` is live.
unsafe fn is_interned(raw: *const zend_string) -> bool {
    // SAFETY: the caller's promise.
    unsafe { (*raw).gc.u.type_info & INTERNED != 0 }
}

/// # Safety
/// `raw` points to a `zend_string` allocation.
unsafe fn data_of(raw: NonNull<zend_string>) -> *mut u8 {
    // SAFETY: the bytes follow the header inside the same allocation.
    unsafe { raw.as_ptr().cast::<u8>().add(HEADER) }
}
