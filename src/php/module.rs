//! The module as PHP loads it: its entry points, ini settings and the page of `php --ri swoole`.

use std::ffi::{CStr, c_char};
use std::ptr;

use ext_php_rs::builders::ModuleBuilder;
use ext_php_rs::flags::IniEntryPermission;
use ext_php_rs::zend::{IniEntryDef, IniEntryDefs, ModuleEntry, StaticModuleEntry};
use ext_php_rs::{info_table_end, info_table_row, info_table_start};

use super::atomic::Atomic;
use super::atomic::long::Long;
use super::connection::iterator::Iterator;
use super::coroutine::barrier::Barrier;
use super::coroutine::channel::Channel;
use super::coroutine::client::Client;
use super::coroutine::http::client::Client as HttpClient;
use super::coroutine::http::server::Server as CoroutineServer;
use super::coroutine::lock::Lock as CoroutineLock;
use super::coroutine::scheduler::Scheduler;
use super::coroutine::socket::{Socket, constants};
use super::http::cookie::Cookie;
use super::http::request::Request;
use super::http::response::Response;
use super::lock::Lock;
use super::process::Process;
use super::process::pool::Pool;
use super::server::ServerObject;
use super::server::port::PortObject;
use super::server::task::Task;
use super::table::TableObject;
use super::zend::object::{attach, refuse_new};
use super::zend::registry;
use super::zend::sys::{_zend_module_dep, zend_class_entry};
use super::{autoload, classes, exit, hooks, http, last_error, process, runtime, sched, server};

/// The level of Swoole's API that this module implements; what Composer's `ext-swoole` constraints read.
const API_VERSION: &str = "6.2.2";

const SUCCESS: i32 = 0;
const FAILURE: i32 = -1;

static INI: IniEntryDefs<11> = IniEntryDefs::new([
    IniEntryDef::new(c"swoole.enable_library", c"On", IniEntryPermission::All),
    IniEntryDef::new(c"swoole.enable_fiber_mock", c"Off", IniEntryPermission::All),
    IniEntryDef::new(
        c"swoole.enable_preemptive_scheduler",
        c"Off",
        IniEntryPermission::All,
    ),
    IniEntryDef::new(c"swoole.display_errors", c"On", IniEntryPermission::All),
    IniEntryDef::new(c"swoole.use_shortname", c"On", IniEntryPermission::System),
    IniEntryDef::new(
        c"swoole.socket_buffer_size",
        c"8388608",
        IniEntryPermission::All,
    ),
    IniEntryDef::new(
        c"swoole.blocking_detection",
        c"Off",
        IniEntryPermission::All,
    ),
    IniEntryDef::new(
        c"swoole.blocking_threshold",
        c"100000",
        IniEntryPermission::All,
    ),
    IniEntryDef::new(c"swoole.profile", c"Off", IniEntryPermission::All),
    IniEntryDef::new(c"swoole.leak_detection", c"Off", IniEntryPermission::All),
    IniEntryDef::end(),
]);

struct Dependencies([_zend_module_dep; 3]);

// SAFETY: constant names, read by PHP only.
unsafe impl Sync for Dependencies {}

/// Extensions that start before this one if they are loaded: `sockets`, because both have the same constants, and
/// `pcntl`, some of whose functions are taken over. Ends with an empty entry.
static AFTER: Dependencies = {
    /// `MODULE_DEP_OPTIONAL`
    const OPTIONAL: u8 = 3;
    const fn dependency(name: *const c_char, type_: u8) -> _zend_module_dep {
        _zend_module_dep {
            name,
            rel: ptr::null(),
            version: ptr::null(),
            type_,
        }
    }
    Dependencies([
        dependency(c"sockets".as_ptr(), OPTIONAL),
        dependency(c"pcntl".as_ptr(), OPTIONAL),
        dependency(ptr::null(), 0),
    ])
};

/// What PHP calls when it loads the extension.
#[unsafe(no_mangle)]
pub extern "C" fn get_module() -> *mut ModuleEntry {
    static MODULE: StaticModuleEntry = StaticModuleEntry::new();
    MODULE.get_or_init(|| {
        let built = ModuleBuilder::new("swoole", API_VERSION)
            .startup_function(startup)
            .request_startup_function(request_startup)
            .request_shutdown_function(request_shutdown)
            .info_function(info)
            .try_into();
        match built {
            Ok((mut entry, _startup, owned)) => {
                entry.deps = AFTER.0.as_ptr();
                (entry, owned)
            }
            // Names without NUL bytes and no macro-made parts: there is nothing that could fail.
            Err(error) => unreachable!("the module entry is well formed: {error}"),
        }
    })
}

unsafe extern "C" fn startup(_kind: i32, module_number: i32) -> i32 {
    IniEntryDef::register(INI.as_slice(), module_number);
    let shortnames = ini_bool(c"swoole.use_shortname");
    // SAFETY: PHP calls this once, at module startup.
    let registered = unsafe { registry::register(module_number, shortnames, customise) };
    if let Err(error) = registered {
        eprintln!("swoole: cannot register: {error}");
        return FAILURE;
    }
    // SAFETY: as above.
    unsafe {
        constants::register(module_number);
        process::constants::register(module_number);
    }
    http::startup();
    exit::startup();
    autoload::startup();
    hooks::startup();
    process::startup();
    sched::startup();
    SUCCESS
}

/// Gives a class that was just registered its native part.
fn customise(name: &'static CStr, ce: *mut zend_class_entry) {
    classes::remember(name, ce);
    // SAFETY: the class was just registered, and its subclasses were not.
    unsafe {
        match name.to_bytes() {
            b"Swoole\\Server" => attach::<ServerObject>(ce),
            b"Swoole\\Server\\Task" => attach::<Task>(ce),
            b"Swoole\\Server\\Port" => attach::<PortObject>(ce),
            b"Swoole\\Atomic" => attach::<Atomic>(ce),
            b"Swoole\\Atomic\\Long" => attach::<Long>(ce),
            b"Swoole\\Lock" => attach::<Lock>(ce),
            b"Swoole\\Table" => attach::<TableObject>(ce),
            b"Swoole\\Connection\\Iterator" => attach::<Iterator>(ce),
            b"Swoole\\Coroutine\\Barrier" => attach::<Barrier>(ce),
            b"Swoole\\Coroutine\\Channel" => attach::<Channel>(ce),
            b"Swoole\\Coroutine\\Client" => attach::<Client>(ce),
            b"Swoole\\Coroutine\\Socket" => attach::<Socket>(ce),
            b"Swoole\\Coroutine\\Lock" => attach::<CoroutineLock>(ce),
            b"Swoole\\Coroutine\\Http\\Client" => attach::<HttpClient>(ce),
            b"Swoole\\Coroutine\\Http\\Server" => attach::<CoroutineServer>(ce),
            b"Swoole\\Coroutine\\Scheduler" => attach::<Scheduler>(ce),
            b"Swoole\\Process" => attach::<Process>(ce),
            b"Swoole\\Process\\Pool" => attach::<Pool>(ce),
            b"Swoole\\Http\\Request" => attach::<Request>(ce),
            b"Swoole\\Http\\Response" => attach::<Response>(ce),
            b"Swoole\\Http\\Cookie" => attach::<Cookie>(ce),
            b"Swoole\\Coroutine"
            | b"Swoole\\Coroutine\\System"
            | b"Swoole\\Event"
            | b"Swoole\\Runtime"
            | b"Swoole\\Timer" => refuse_new(ce),
            _ => {}
        }
    }
}

unsafe extern "C" fn request_startup(_kind: i32, _module_number: i32) -> i32 {
    last_error::set_display_errors(ini_bool(c"swoole.display_errors"));
    sched::preempt::want(ini_bool(c"swoole.enable_preemptive_scheduler"));
    SUCCESS
}

/// An ini setting as a bool, as PHP reads it: on, yes, true, or a number that is not 0.
pub fn ini_bool(name: &'static CStr) -> bool {
    // SAFETY: reads a registered setting, whose value is a C string that lives until it is changed.
    let value = unsafe {
        let raw = zend_ini_string(name.as_ptr(), name.count_bytes(), 0);
        if raw.is_null() {
            return false;
        }
        CStr::from_ptr(raw).to_string_lossy().to_ascii_lowercase()
    };
    matches!(value.as_str(), "on" | "yes" | "true") || ini_long(name) != 0
}

/// An ini setting as an int.
pub fn ini_long(name: &'static CStr) -> i64 {
    // SAFETY: reads a registered setting; the name is a C string of that length.
    unsafe { zend_ini_long(name.as_ptr(), name.count_bytes(), 0) }
}

unsafe extern "C" fn request_shutdown(_kind: i32, _module_number: i32) -> i32 {
    server::driver::install(None);
    runtime::clear();
    SUCCESS
}

unsafe extern "C" fn info(_module: *mut ModuleEntry) {
    info_table_start!();
    info_table_row!("Swoole", "enabled");
    info_table_row!(
        "Implementation",
        concat!("swoole-rs ", env!("CARGO_PKG_VERSION"))
    );
    info_table_row!("Version", API_VERSION);
    info_table_row!(
        "Built for",
        format!("PHP API {}", super::zend::sys::ZEND_MODULE_API_NO)
    );
    info_table_row!("epoll", "enabled");
    info_table_row!("websocket", "RFC 6455");
    info_table_row!("websocket compression", "RFC 7692, zlib-rs");
    info_table_row!("http", "HTTP/1.1");
    info_table_row!("coroutine", "enabled");
    info_table_row!("process mode", "enabled");
    info_table_row!("openssl", "not supported yet");
    info_table_end!();
    // SAFETY: our module was registered with this name's ini entries.
    unsafe { display_ini_entries(_module) };
}

unsafe extern "C" {
    fn zend_ini_string(
        name: *const std::ffi::c_char,
        len: usize,
        original: i32,
    ) -> *const std::ffi::c_char;
    fn zend_ini_long(name: *const std::ffi::c_char, len: usize, original: i32) -> i64;
    fn display_ini_entries(module: *mut ModuleEntry);
}
