//! The end of a process in the middle of a request: what a child that fork(2) has made does instead of going back to where
//! its parent goes on.

use super::{bailout, globals, sys};

/// Ends the process as the end of the script does: shutdown functions, destructors, output. The status is that of
/// `exit()`, or 255 after an uncaught exception or a fatal error. The calls that run now do not go on.
pub fn end_process() -> ! {
    // SAFETY: nothing is to be dropped between here and `protect`. It does what a fatal error does, except for the
    // message: the running frames are forgotten.
    bailout::protect(|| unsafe { sys::ext_php_rs_zend_bailout() });
    bailout::forget();
    if globals::in_shutdown() {
        // Those of the parent's that have run already, this one among them, are still in the list: PHP drops it when all of
        // them have returned, which does not happen here.
        // SAFETY: the frames that went through the list do not go on.
        bailout::protect(|| unsafe { sys::php_free_shutdown_functions() });
        bailout::forget();
    }
    // SAFETY: PHP ends the request that runs; nothing of it is used afterwards.
    bailout::protect(|| unsafe { sys::php_request_shutdown(std::ptr::null_mut()) });
    // SAFETY: globals are plain memory, which outlives requests.
    quit(unsafe { (*sys::executor()).exit_status })
}

/// Ends the process at once: without shutdown functions and destructors, but output buffers are printed.
pub fn quit_printing(status: i32) -> ! {
    bailout::protect(globals::end_output);
    quit(status)
}

fn quit(status: i32) -> ! {
    // SAFETY: C's streams are written, which is all that its exit() would do for us.
    unsafe {
        libc::fflush(std::ptr::null_mut());
        libc::_exit(status)
    }
}

/// Sets the status that the process ends with.
pub fn set_exit_status(status: i32) {
    // SAFETY: executor globals exist while PHP runs.
    unsafe { (*sys::executor()).exit_status = status };
}

/// Tells PHP's memory manager that this is another process, where it wants to know (PHP 8.5).
pub fn renew_memory_manager() {
    // SAFETY: the symbol is PHP's own, a function without arguments and result, if there is one.
    unsafe {
        let found = libc::dlsym(libc::RTLD_DEFAULT, c"refresh_memory_manager".as_ptr());
        if !found.is_null() {
            let renew: extern "C" fn() = std::mem::transmute(found);
            renew();
        }
    }
}

/// Has PHP seed its random numbers anew before it gives out the next one: `mt_rand()`, `lcg_value()`, `uniqid()` and what
/// draws from them.
pub fn forget_random_seeds() {
    // SAFETY: these globals exist in a PHP without thread safety; they tell whether the generators are seeded.
    #[cfg(ext_random)]
    unsafe {
        sys::headers::random_globals.mt19937_seeded = false;
        sys::headers::random_globals.combined_lcg_seeded = false;
    }
    // SAFETY: as above.
    #[cfg(not(ext_random))]
    unsafe {
        sys::headers::basic_globals.mt_rand_is_seeded = 0;
    }
}
