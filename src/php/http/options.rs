//! The settings of `Server::set()` that say how requests are taken in and responses compressed.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;

use crate::engine::log::{self, Level};
use crate::php::server::settings::Settings;
use crate::protocol::http::MIN_COMPRESS_LENGTH;

/// Settings of one port.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// `http_parse_cookie`: fill `$request->cookie`; else the field stays in `$request->header`.
    pub parse_cookie: bool,
    /// `http_parse_post`: fill `$request->post` from urlencoded bodies.
    pub parse_post: bool,
    /// `http_parse_files`: lay `$request->files` out as PHP does, instead of one entry per file.
    pub parse_files: bool,
    /// `http_compression`: compress bodies if the client wants it.
    pub compression: bool,
    /// `http_compression_level`
    pub compression_level: i64,
    /// `http_compression_min_length`: the shortest body in bytes that is compressed.
    pub compression_min_length: usize,
    /// `http_compression_types`: the only media types that are compressed; `None` is all.
    pub compression_types: Option<Vec<String>>,
    /// `upload_tmp_dir`: where uploaded files are kept while their request lives.
    pub upload_tmp_dir: String,
    /// `upload_max_filesize`: the most bytes of one uploaded file; `None` is as many as a request may have.
    pub upload_max_filesize: Option<usize>,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            parse_cookie: true,
            parse_post: true,
            parse_files: false,
            compression: true,
            compression_level: 1,
            compression_min_length: MIN_COMPRESS_LENGTH,
            compression_types: None,
            upload_tmp_dir: "/tmp".to_owned(),
            upload_max_filesize: None,
        }
    }
}

impl HttpOptions {
    /// The settings that were given, and the defaults of the others. The folder for uploads is made if it is missing.
    pub fn from_settings(settings: &Settings<'_>) -> Self {
        let default = Self::default();
        let bool = |name, default| settings.bool(name).unwrap_or(default);
        let first = |names: &[&str]| names.iter().find_map(|name| settings.int(name));
        let options = Self {
            parse_cookie: bool("http_parse_cookie", default.parse_cookie),
            parse_post: bool("http_parse_post", default.parse_post),
            parse_files: bool("http_parse_files", default.parse_files),
            compression: bool("http_compression", default.compression),
            compression_level: first(&[
                "http_compression_level",
                "compression_level",
                "http_gzip_level",
            ])
            .unwrap_or(default.compression_level),
            compression_min_length: first(&[
                "http_compression_min_length",
                "compression_min_length",
            ])
            .map_or(default.compression_min_length, |min| {
                usize::try_from(min).unwrap_or(0)
            }),
            compression_types: settings
                .texts("http_compression_types")
                .or_else(|| settings.texts("compression_types")),
            upload_tmp_dir: settings
                .text("upload_tmp_dir")
                .unwrap_or(default.upload_tmp_dir),
            upload_max_filesize: settings
                .int("upload_max_filesize")
                .filter(|&max| max > 0)
                .and_then(|_| settings.size("upload_max_filesize")),
        };
        options.make_upload_dir();
        options
    }

    fn make_upload_dir(&self) {
        let made = DirBuilder::new()
            .recursive(true)
            .mode(0o755)
            .create(&self.upload_tmp_dir);
        if let Err(error) = made {
            let dir = &self.upload_tmp_dir;
            log::write(
                Level::Warning,
                format!("Unable to create upload_tmp_dir[{dir}]: {error}"),
            );
        }
    }
}
