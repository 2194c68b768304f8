//! A file that one member has opened and another one is to send: it goes by its name, and has to be the same there.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What tells files apart that had or have the same name: device and inode.
pub type Identity = [u64; 2];

/// The name of a file in this process, and which it is; `None` if it has no name any more.
pub fn name(file: &File) -> Option<(PathBuf, Identity)> {
    let link = format!("/proc/self/fd/{}", file.as_raw_fd());
    let path = fs::read_link(link).ok()?;
    let own = identity(&file.metadata().ok()?);
    let named = identity(&fs::metadata(&path).ok()?);
    (own == named).then_some((path, own))
}

/// Opens the file that another process calls `path`, whose root directory is `root`, if it is not that of this one. Another file by
/// that name is an error: this process may be allowed to read what the other one is not.
pub fn open(path: &[u8], expected: Identity, root: Option<&Path>) -> io::Result<File> {
    let path = Path::new(OsStr::from_bytes(path));
    let file = match root {
        None => File::open(path),
        Some(root) => File::open(root.join(path.strip_prefix("/").unwrap_or(path))),
    }?;
    if identity(&file.metadata()?) == expected {
        Ok(file)
    } else {
        Err(io::Error::other("another file has its name by now"))
    }
}

fn identity(metadata: &fs::Metadata) -> Identity {
    [metadata.dev(), metadata.ino()]
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn only_the_same_file_is_opened() {
        let directory = std::env::temp_dir().join(format!("swoole-files-{}", std::process::id()));
        fs::create_dir(&directory).unwrap();
        let [path, other] = ["path", "other"].map(|name| directory.join(name));
        fs::write(&path, "what was meant").unwrap();
        fs::write(&other, "something else").unwrap();
        let meant = File::open(&path).unwrap();
        let (name, identity) = name(&meant).unwrap();
        let bytes = |path: &Path| path.as_os_str().as_bytes().to_vec();
        let read = |path: &Path, root: Option<&Path>| {
            let mut text = String::new();
            open(&bytes(path), identity, root)?.read_to_string(&mut text)?;
            io::Result::Ok(text)
        };
        assert_eq!(read(&name, None).unwrap(), "what was meant");
        // As a process calls it whose root is the directory.
        assert_eq!(
            read(Path::new("/path"), Some(&directory)).unwrap(),
            "what was meant"
        );
        assert!(read(&other, None).is_err());

        fs::rename(&other, &path).unwrap();
        assert!(read(&name, None).is_err());
        assert_eq!(super::name(&meant), None, "it has no name");
        fs::remove_dir_all(&directory).unwrap();
    }
}
