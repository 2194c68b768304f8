//! Giving up what the superuser may do: another user, another group, another root directory.

use std::ffi::{CStr, CString, OsStr, c_char};
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;

/// What a process becomes. Names are looked up before, where a mistake can still be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Isolation {
    user: Option<User>,
    group: Option<libc::gid_t>,
    root: Option<CString>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct User {
    name: CString,
    uid: libc::uid_t,
    gid: libc::gid_t,
}

impl Isolation {
    /// Looks names up; `None` if nothing is to be changed. The error tells what does not exist.
    pub fn of(
        user: Option<&str>,
        group: Option<&str>,
        root: Option<&str>,
    ) -> io::Result<Option<Self>> {
        let isolation = Self {
            user: user.map(find_user).transpose()?,
            group: group.map(find_group).transpose()?,
            root: root.map(c_string).transpose()?,
        };
        if let Some(root) = root
            && !std::path::Path::new(root).is_dir()
        {
            return Err(not_found("directory", root));
        }
        Ok((isolation != Self::default()).then_some(isolation))
    }

    /// The root directory that is entered, if there is one.
    pub fn root(&self) -> Option<&Path> {
        let root = self.root.as_ref()?;
        Some(Path::new(OsStr::from_bytes(root.to_bytes())))
    }

    /// Makes this process so, for ever. After an error it must not go on.
    pub fn enter(&self) -> io::Result<()> {
        // SAFETY: system calls with numbers and strings that live during them.
        unsafe {
            let gid = self.group.or(self.user.as_ref().map(|user| user.gid));
            match (&self.user, gid) {
                (Some(user), Some(gid)) => check(libc::initgroups(user.name.as_ptr(), gid))?,
                (None, Some(gid)) => check(libc::setgroups(1, &raw const gid))?,
                _ => {}
            }
            if let Some(gid) = gid {
                check(libc::setgid(gid))?;
            }
            if let Some(root) = &self.root {
                check(libc::chroot(root.as_ptr()))?;
                check(libc::chdir(c"/".as_ptr()))?;
            }
            if let Some(user) = &self.user {
                check(libc::setuid(user.uid))?;
            }
        }
        Ok(())
    }
}

/// Whether this process may change who it is.
pub fn is_superuser() -> bool {
    // SAFETY: cannot fail.
    unsafe { libc::geteuid() == 0 }
}

fn check(result: libc::c_int) -> io::Result<()> {
    if result == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

fn c_string(text: &str) -> io::Result<CString> {
    CString::new(text).map_err(|_| io::ErrorKind::InvalidInput.into())
}

fn not_found(what: &str, name: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::NotFound,
        format!("there is no {what} '{name}'"),
    )
}

/// The size that the strings of an entry may have.
const ENTRY: usize = 16 * 1024;

/// getpwnam_r(3) or getgrnam_r(3).
type Lookup<T> =
    unsafe extern "C" fn(*const c_char, *mut T, *mut c_char, usize, *mut *mut T) -> libc::c_int;

fn find_user(name: &str) -> io::Result<User> {
    look_up("user", name, libc::getpwnam_r, |entry| User {
        // SAFETY: a string that lives as long as the entry is looked at.
        name: unsafe { CStr::from_ptr(entry.pw_name) }.to_owned(),
        uid: entry.pw_uid,
        gid: entry.pw_gid,
    })
}

fn find_group(name: &str) -> io::Result<libc::gid_t> {
    look_up("group", name, libc::getgrnam_r, |entry| entry.gr_gid)
}

/// Looks an entry up by its name, and reads from it.
fn look_up<T, R>(
    what: &str,
    name: &str,
    find: Lookup<T>,
    read: impl FnOnce(&T) -> R,
) -> io::Result<R> {
    let c_name = c_string(name)?;
    let mut entry = MaybeUninit::<T>::uninit();
    let mut strings = vec![0; ENTRY];
    let mut found = ptr::null_mut();
    // SAFETY: all buffers are our own, and as long as said. The entry is filled if `found` points to it; its strings lie
    // in `strings`.
    unsafe {
        let error = find(
            c_name.as_ptr(),
            entry.as_mut_ptr(),
            strings.as_mut_ptr(),
            strings.len(),
            &raw mut found,
        );
        if !found.is_null() {
            return Ok(read(&*found));
        }
        Err(if error == 0 {
            not_found(what, name)
        } else {
            io::Error::from_raw_os_error(error)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up() {
        assert_eq!(Isolation::of(None, None, None).unwrap(), None);
        let root = Isolation::of(Some("root"), Some("root"), Some("/"))
            .unwrap()
            .unwrap();
        assert_eq!(root.user.unwrap().uid, 0);
        for (user, group, directory) in [
            (Some("no-such-user"), None, None),
            (None, Some("no-such-group"), None),
            (None, None, Some("/no/such/directory")),
        ] {
            let error = Isolation::of(user, group, directory).unwrap_err();
            assert!(
                error.to_string().contains("no-such") || error.to_string().contains("/no/such")
            );
        }
        assert!(Isolation::of(Some("a\0b"), None, None).is_err());
    }
}
