//! What PHP keeps in globals for the code that runs, beyond what Zend's own switch saves: output buffers, the comparison
//! function of a running sort, the classes that are being loaded, what is being serialized, what is opened by a stream wrapper of
//! the script. Each coroutine has its own.

use std::ffi::c_char;
use std::ptr::{self, NonNull};

use super::sys::headers::{
    self, basic_globals, file_globals, output_globals, zend_fcall_info, zend_fcall_info_cache,
};
use super::sys::{self, HashTable};

/// The globals of code that is not running now. Nothing, as a rule.
#[derive(Default)]
pub struct Kept {
    output: Option<Box<headers::zend_output_globals>>,
    sort: Option<Box<(zend_fcall_info, zend_fcall_info_cache)>>,
    loading: Option<NonNull<HashTable>>,
    serializing: Option<Box<Serializing>>,
    /// The name is the opener's, whose stack is the coroutine's.
    opening: Option<NonNull<c_char>>,
}

/// What serialize() and unserialize() know of the values that they are in the middle of.
struct Serializing {
    lock: u32,
    data: *mut headers::php_serialize_data,
    level: u32,
    unserialized: *mut headers::php_unserialize_data,
    unserialized_level: u32,
}

/// Puts the globals of the running code aside: what runs next begins without output buffers.
#[inline(always)]
pub fn put_aside() -> Kept {
    // SAFETY: these globals exist in a PHP without thread safety, which is the only one we build for. The copies own what
    // the originals did; those are reset.
    unsafe {
        let buffers = &raw const output_globals.handlers;
        let output = if (*buffers).top > 0 {
            Some(take_output())
        } else {
            None
        };
        let sort = if basic_globals.user_compare_fci.size > 0 {
            Some(take_sort())
        } else {
            None
        };
        let classes = (*sys::executor()).in_autoload;
        let loading = if !classes.is_null() && (*classes).nNumOfElements > 0 {
            (*sys::executor()).in_autoload = ptr::null_mut();
            NonNull::new(classes)
        } else {
            None
        };
        let serializing = basic_globals.serialize_lock
            | basic_globals.serialize.level
            | basic_globals.unserialize.level;
        let serializing = (serializing != 0).then(|| take_serializing());
        let opening = NonNull::new(file_globals.user_stream_current_filename.cast_mut());
        if opening.is_some() {
            file_globals.user_stream_current_filename = ptr::null();
        }
        Kept {
            output,
            sort,
            loading,
            serializing,
            opening,
        }
    }
}

/// Whether the script has ended, so that what runs is a shutdown function or one of the last destructors.
pub fn in_shutdown() -> bool {
    /// `EG_FLAGS_IN_SHUTDOWN`
    const IN_SHUTDOWN: u8 = 1;
    // SAFETY: executor globals exist while PHP runs.
    unsafe { (*sys::executor()).flags & IN_SHUTDOWN != 0 }
}

/// Whether the script and its shutdown functions have ended, so that what runs is one of the last destructors.
pub fn in_last_destructor() -> bool {
    if !in_shutdown() {
        return false;
    }
    // SAFETY: executor globals exist while PHP runs; frames and their functions exist as long as they run.
    unsafe {
        let mut frame = (*sys::executor()).current_execute_data;
        while !frame.is_null() && !(*frame).prev_execute_data.is_null() {
            frame = (*frame).prev_execute_data;
        }
        // PHP calls these from nowhere; a shutdown function would be the first frame.
        let Some(outermost) = frame.as_ref() else {
            return false;
        };
        let function = outermost.func;
        !function.is_null()
            && !(*function).common.scope.is_null()
            && (*(*function).common.scope).destructor == function
    }
}

/// Ends the output buffers that the running code has left open: their content is printed.
pub fn end_output() {
    // SAFETY: output exists while PHP runs; ending buffers calls their handlers and prints.
    unsafe {
        let buffers = &raw const output_globals.handlers;
        if (*buffers).top > 0 {
            headers::php_output_end_all();
        }
    }
}

/// Empties the output buffers that the running code has opened, without a word to their callbacks: in a child process,
/// whose parent will print what they hold. They stay open.
pub fn discard_output() {
    // SAFETY: output exists while PHP runs; the stack holds pointers to handlers, which are alive.
    unsafe {
        let buffers = &raw const output_globals.handlers;
        let elements = (*buffers)
            .elements
            .cast::<*mut headers::php_output_handler>();
        for at in 0..usize::try_from((*buffers).top).unwrap_or(0) {
            (**elements.add(at)).buffer.used = 0;
        }
    }
}

/// Puts the globals back when the code that they belong to runs again.
#[inline(always)]
pub fn put_back(kept: Kept) {
    // SAFETY: as above; whoever ran meanwhile has put its own aside, or has none.
    unsafe {
        basic_globals.user_compare_fci.size = 0;
        if kept.output.is_some()
            || kept.sort.is_some()
            || kept.loading.is_some()
            || kept.serializing.is_some()
            || kept.opening.is_some()
        {
            return_kept(kept);
        }
    }
}

#[cold]
unsafe fn return_kept(kept: Kept) {
    // SAFETY: the caller's: what was put aside goes back where it was.
    unsafe {
        if let Some(output) = kept.output {
            // Who ran meanwhile has left its empty stack of buffers.
            let left = output_globals.handlers.elements;
            if !left.is_null() {
                sys::_efree(left);
            }
            ptr::write(&raw mut output_globals, *output);
        }
        if let Some(classes) = kept.loading {
            let empty = &raw mut (*sys::executor()).in_autoload;
            if !(*empty).is_null() {
                sys::zend_array_destroy(*empty);
            }
            *empty = classes.as_ptr();
        }
        if let Some(serializing) = kept.serializing {
            serializing.put_back();
        }
        if let Some(name) = kept.opening {
            file_globals.user_stream_current_filename = name.as_ptr();
        }
        if let Some(sort) = kept.sort {
            basic_globals.user_compare_fci = sort.0;
            basic_globals.user_compare_fci_cache = sort.1;
        }
    }
}

#[cold]
unsafe fn take_output() -> Box<headers::zend_output_globals> {
    // SAFETY: the caller's: a copy is taken over, and the original starts anew.
    unsafe {
        let kept = Box::new(ptr::read(&raw const output_globals));
        headers::php_output_activate();
        kept
    }
}

#[cold]
unsafe fn take_serializing() -> Box<Serializing> {
    let nothing = Serializing {
        lock: 0,
        data: ptr::null_mut(),
        level: 0,
        unserialized: ptr::null_mut(),
        unserialized_level: 0,
    };
    // SAFETY: the caller's: a copy is taken over, and what runs next is in the middle of nothing.
    unsafe {
        let kept = Box::new(Serializing {
            lock: basic_globals.serialize_lock,
            data: basic_globals.serialize.data,
            level: basic_globals.serialize.level,
            unserialized: basic_globals.unserialize.data,
            unserialized_level: basic_globals.unserialize.level,
        });
        nothing.put_back();
        kept
    }
}

impl Serializing {
    /// Has PHP be in the middle of this.
    unsafe fn put_back(&self) {
        // SAFETY: the caller's: nobody else is in the middle of anything.
        unsafe {
            basic_globals.serialize_lock = self.lock;
            basic_globals.serialize.data = self.data;
            basic_globals.serialize.level = self.level;
            basic_globals.unserialize.data = self.unserialized;
            basic_globals.unserialize.level = self.unserialized_level;
        }
    }
}

#[cold]
unsafe fn take_sort() -> Box<(zend_fcall_info, zend_fcall_info_cache)> {
    // SAFETY: the caller's: plain data, whose size 0 says that no sort runs.
    unsafe {
        let kept = Box::new((
            ptr::read(&raw const basic_globals.user_compare_fci),
            ptr::read(&raw const basic_globals.user_compare_fci_cache),
        ));
        basic_globals.user_compare_fci.size = 0;
        kept
    }
}
