//! Media types by file extension, for files that are sent without a Content-Type.
//!
//! Knows names only: no file is opened.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::mime_table::MIME_TYPES;

/// What a file is whose extension nobody knows.
pub const DEFAULT_MIME_TYPE: &str = "application/octet-stream";

/// The media type of a file by its name, from the built-in table.
pub fn mime_type(file_name: &[u8]) -> &'static str {
    built_in(&extension(file_name)).unwrap_or(DEFAULT_MIME_TYPE)
}

/// The built-in table and what a program has changed in it, as `swoole_mime_type_*` do.
#[derive(Debug, Default)]
pub struct MimeTypes {
    /// By extension; None hides a built-in entry.
    changes: BTreeMap<Vec<u8>, Option<String>>,
}

impl MimeTypes {
    /// The built-in table.
    pub const fn new() -> Self {
        Self {
            changes: BTreeMap::new(),
        }
    }

    /// The media type of a file by its name, or [`DEFAULT_MIME_TYPE`].
    pub fn get(&self, file_name: &[u8]) -> &str {
        self.find(&extension(file_name))
            .unwrap_or(DEFAULT_MIME_TYPE)
    }

    /// Whether the extension of `file_name` has an entry.
    pub fn exists(&self, file_name: &[u8]) -> bool {
        self.find(&extension(file_name)).is_some()
    }

    /// Adds an entry. False, and no change, if `extension` has one already.
    pub fn add(&mut self, extension: &[u8], mime_type: &str) -> bool {
        let is_new = self.find(extension).is_none();
        if is_new {
            self.set(extension, mime_type);
        }
        is_new
    }

    /// Adds or replaces an entry.
    pub fn set(&mut self, extension: &[u8], mime_type: &str) {
        self.changes
            .insert(extension.to_vec(), Some(mime_type.to_owned()));
    }

    /// Removes an entry. False if there was none.
    pub fn remove(&mut self, extension: &[u8]) -> bool {
        let existed = self.find(extension).is_some();
        if existed {
            self.changes.insert(extension.to_vec(), None);
        }
        existed
    }

    /// All entries, extension first, sorted by extension.
    pub fn list(&self) -> Vec<(&[u8], &str)> {
        let mut all: BTreeMap<&[u8], &str> = MIME_TYPES
            .iter()
            .map(|(extension, mime_type)| (extension.as_bytes(), *mime_type))
            .collect();
        for (extension, change) in &self.changes {
            match change {
                Some(mime_type) => all.insert(extension, mime_type),
                None => all.remove(extension.as_slice()),
            };
        }
        all.into_iter().collect()
    }

    fn find(&self, extension: &[u8]) -> Option<&str> {
        match self.changes.get(extension) {
            Some(change) => change.as_deref(),
            None => built_in(extension),
        }
    }
}

fn built_in(extension: &[u8]) -> Option<&'static str> {
    MIME_TYPES
        .binary_search_by_key(&extension, |(known, _)| known.as_bytes())
        .ok()
        .map(|index| MIME_TYPES[index].1)
}

/// What follows the last dot, in lower case; the whole name if there is no dot.
fn extension(file_name: &[u8]) -> Cow<'_, [u8]> {
    let extension = match memchr::memrchr(b'.', file_name) {
        Some(dot) => &file_name[dot + 1..],
        None => file_name,
    };
    if extension.iter().any(u8::is_ascii_uppercase) {
        Cow::Owned(extension.to_ascii_lowercase())
    } else {
        Cow::Borrowed(extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_in_lower_case() {
        assert!(MIME_TYPES.is_sorted_by(|a, b| a.0.as_bytes() < b.0.as_bytes()));
        assert!(
            MIME_TYPES
                .iter()
                .all(|(extension, _)| !extension.bytes().any(|b| b.is_ascii_uppercase()))
        );
    }

    #[test]
    fn by_the_last_extension_in_any_case() {
        assert_eq!(mime_type(b"index.HTML"), "text/html");
        assert_eq!(mime_type(b"/a.b/c.tar.gz"), "application/gzip");
        assert_eq!(mime_type(b"zip"), "application/zip");
        assert_eq!(mime_type(b".json"), "application/json");
        for unknown in [&b""[..], b"a.", b"a.b/c", b"README", b"a.\xff"] {
            assert_eq!(mime_type(unknown), DEFAULT_MIME_TYPE);
        }
    }

    #[test]
    fn changes_hide_the_table() {
        let mut types = MimeTypes::new();
        assert!(!types.add(b"js", "x/y"));
        assert!(types.add(b"moo", "x/moo"));
        assert_eq!(types.get(b"a.moo"), "x/moo");
        assert!(types.remove(b"js"));
        assert!(!types.remove(b"js"));
        assert!(!types.exists(b"a.js"));
        assert_eq!(types.get(b"a.js"), DEFAULT_MIME_TYPE);
        types.set(b"css", "x/css");
        let list = types.list();
        assert_eq!(list.len(), MIME_TYPES.len());
        assert!(list.contains(&(&b"css"[..], "x/css")));
        assert!(!list.iter().any(|(extension, _)| *extension == b"js"));
    }
}
