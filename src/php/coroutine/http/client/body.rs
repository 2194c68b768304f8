//! The body of a response on its way to where it belongs: `$body`, a file, or a function of the program.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::rc::Rc;

use socket2::SockRef;

use crate::engine::log::Level;
use crate::php::coroutine::net::{Failure, Outcome};
use crate::php::last_error;
use crate::php::zend::bailout::protect;
use crate::php::zend::string::ZStrBuf;
use crate::php::zend::{Callback, Obj, Thrown, Value, ZStr};
use crate::protocol::http::client::{ContentCoding, ContentDecoder, ContentError, Fields};
use crate::protocol::payload::{OutOfMemory, PayloadBuffer};

/// Bytes of compressed content that are kept until some of it could be decompressed, so that content which is not
/// compressed at all can be handed over as it came.
const UNDECIDED: usize = 64 * 1024;

/// Where the body goes.
pub enum Sink {
    /// Into memory.
    Memory,
    /// Into a file, from a position on.
    File {
        /// Its name.
        path: ZStr,
        /// Where to begin; 0 empties the file.
        offset: i64,
    },
    /// To a function of the program, compressed as it came.
    Function(Rc<Callback>),
}

/// A body that is being received.
pub struct Body<'a> {
    sink: Sink,
    client: &'a Obj,
    memory: Option<ZStrBuf>,
    file: Option<File>,
    coding: Option<Coding>,
    /// How long the server says the content is, if it is not compressed.
    announced: usize,
}

/// The content coding to undo.
struct Coding {
    decoder: ContentDecoder,
    /// What has come so far, while nothing could be decompressed.
    undecided: Option<Vec<u8>>,
}

impl<'a> Body<'a> {
    /// An empty body.
    pub fn new(sink: Sink, client: &'a Obj) -> Self {
        Self {
            sink,
            client,
            memory: None,
            file: None,
            coding: None,
            announced: 0,
        }
    }

    /// Looks at the head for what is to be known about the body.
    pub fn begin(&mut self, fields: &Fields<'_>, decompress: bool) {
        let raw = !decompress || matches!(self.sink, Sink::Function(_));
        let coding = (!raw).then(|| ContentCoding::of(fields)).flatten();
        self.coding = coding.map(|coding| Coding {
            decoder: ContentDecoder::new(coding, u64::MAX),
            undecided: Some(Vec::new()),
        });
        self.announced = fields
            .get("content-length")
            .filter(|_| self.coding.is_none())
            .and_then(|length| std::str::from_utf8(length).ok()?.parse().ok())
            .unwrap_or(0);
    }

    /// Takes a piece of content.
    pub fn push(&mut self, content: &[u8]) -> Outcome {
        let Some(mut coding) = self.coding.take() else {
            return self.write(content);
        };
        let mut input = content;
        loop {
            match coding.decoder.next(&mut input) {
                Ok([]) => break,
                Ok(decoded) => {
                    coding.undecided = None;
                    if let Err(failure) = self.write(decoded)? {
                        return Ok(Err(failure));
                    }
                }
                Err(error) => {
                    let Some(mut raw) = coding.undecided.take() else {
                        return Ok(Err(broken(error)));
                    };
                    // It is not what its Content-Encoding says: handed over as it came, from here on too.
                    report(error);
                    raw.extend_from_slice(content);
                    return self.write(&raw);
                }
            }
        }
        if let Some(kept) = &mut coding.undecided {
            kept.extend_from_slice(content);
            if kept.len() > UNDECIDED {
                coding.undecided = None;
            }
        }
        self.coding = Some(coding);
        Ok(Ok(()))
    }

    /// The end of the body; what is to be seen in `$body`, unless it went elsewhere.
    pub fn finish(mut self) -> Outcome<Option<ZStr>> {
        if let Some(coding) = self.coding.take()
            && let Err(error) = coding.decoder.finish()
        {
            let Some(raw) = coding.undecided else {
                return Ok(Err(broken(error)));
            };
            report(error);
            if let Err(failure) = self.write(&raw)? {
                return Ok(Err(failure));
            }
        }
        Ok(match self.sink {
            Sink::Memory => Ok(self.memory.map(ZStrBuf::finish)),
            Sink::Function(_) => Ok(None),
            // An empty body makes an empty file.
            Sink::File { .. } => self.open_file().map(|_| None),
        })
    }

    /// Takes a piece of the body, decompressed.
    fn write(&mut self, bytes: &[u8]) -> Outcome {
        match &self.sink {
            Sink::Memory => {
                let pushed = self.remember(bytes);
                Ok(pushed.map_err(|OutOfMemory| Failure::new(libc::ENOMEM)))
            }
            Sink::File { .. } => Ok(self
                .open_file()
                .and_then(|file| file.write_all(bytes).map_err(Failure::from))),
            Sink::Function(function) => {
                let function = Rc::clone(function);
                let client = self.client.clone();
                // A fatal error of the function must not meet anything of ours.
                let called = protect(move || {
                    let mut args = [client.into(), Value::bytes(bytes)];
                    function.run(&mut args)
                });
                match called {
                    Some(Ok(())) => Ok(Ok(())),
                    Some(Err(_)) | None => Err(Thrown),
                }
            }
        }
    }

    fn remember(&mut self, bytes: &[u8]) -> Result<(), OutOfMemory> {
        let Some(memory) = &mut self.memory else {
            let mut memory = ZStrBuf::with_capacity(bytes.len())?;
            memory.push(bytes)?;
            self.memory = Some(memory);
            return Ok(());
        };
        let used = memory.as_slice().len();
        let needed = used + bytes.len();
        if needed > memory.capacity() {
            // Twice as much as has come, but not more than is announced.
            let most = self.announced.max(needed);
            memory.reserve(used.saturating_mul(2).clamp(needed, most) - used)?;
        }
        memory.push(bytes)
    }

    /// The file, opened when it is first needed.
    fn open_file(&mut self) -> Result<&mut File, Failure> {
        let Sink::File { path, offset } = &self.sink else {
            return Err(Failure::new(libc::EBADF));
        };
        if self.file.is_none() {
            let opened = open(path.as_bytes(), *offset).inspect_err(|failure| {
                let name = String::from_utf8_lossy(path.as_bytes());
                let text = format!("open({name}) failed, Error: {}", failure.text());
                let function = "Swoole\\Coroutine\\Http\\Client::download";
                last_error::report(Level::Warning, failure.code(), function, text);
            })?;
            self.file = Some(opened);
        }
        self.file.as_mut().ok_or_else(|| Failure::new(libc::EBADF))
    }
}

fn open(path: &[u8], offset: i64) -> Result<File, Failure> {
    let position = u64::try_from(offset).map_err(|_| Failure::new(libc::EINVAL))?;
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(offset == 0)
        .mode(0o664)
        // A pipe that nobody reads is an error then.
        .custom_flags(libc::O_NONBLOCK)
        .open(Path::new(std::ffi::OsStr::from_bytes(path)))?;
    SockRef::from(&file).set_nonblocking(false)?;
    if position > 0 {
        file.seek(SeekFrom::Start(position))?;
    }
    Ok(file)
}

fn broken(error: ContentError) -> Failure {
    report(error);
    Failure::with_text(last_error::HTTP_INVALID_PROTOCOL, error.message())
}

fn report(error: ContentError) {
    let function = "Swoole\\Coroutine\\Http\\Client::recv";
    let code = last_error::HTTP_INVALID_PROTOCOL;
    last_error::report(Level::Warning, code, function, error.message());
}
