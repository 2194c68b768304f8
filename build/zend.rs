//! Layouts and functions of Zend that `ext_php_rs::ffi` does not bind: bindgen reads them from the installed headers, so
//! that they are right for the PHP that we are built for.

use std::env;
use std::path::Path;
use std::process::Command;

/// The headers that declare them.
const HEADERS: &str = "
#include <php.h>
#include <zend_fibers.h>
#include <zend_observer.h>
#include <main/php_output.h>
#include <Zend/zend_exceptions.h>
#include <ext/standard/basic_functions.h>
#include <ext/standard/file.h>
#include <main/php_network.h>
#include <main/php_streams.h>
#if PHP_VERSION_ID >= 80200
#include <ext/random/php_random.h>
#endif
";

const FUNCTIONS: &[&str] = &[
    "zend_fiber_(init|switch|destroy)_context",
    "zend_fiber_switch_(block|blocked|unblock)",
    "zend_fiber_stack_(base|limit)",
    "zend_observer_fiber_switch_notify",
    "php_output_(activate|end_all)",
    "php_stream_xport_(register|get_hash|crypto_setup)",
    "php_stream_notification_notify",
    "php_file_le_p?stream",
    "zend_fetch_resource2_ex",
    "zend_list_close",
    "zend_exception_set_previous",
    "_php_stream_(cast|set_option|read|write|seek)",
];

const TYPES: &[&str] = &[
    "_php_basic_globals",
    "php_file_globals",
    "_zend_output_globals",
    "_php_output_handler",
    "_zend_random_globals",
    "_zend_vm_stack",
    "_php_stream",
    "_php_stream_ops",
    "_php_stream_context",
    "_php_netstream_data_t",
    "_php_stream_xport_param",
    "_php_stream_xport_crypto_param",
    "php_stream_transport_factory_func",
];

const STATICS: &[&str] = &[
    "basic_globals",
    "file_globals",
    "output_globals",
    "php_stream_stdio_ops",
    "random_globals",
    "PHP_STREAM_OPTION_(XPORT|CRYPTO)_API",
    "PHP_STREAM_OPTION_(RETURN_OK|READ_BUFFER)",
    "PHP_STREAM_BUFFER_NONE",
    "PHP_STREAM_AS_(FD_FOR_SELECT|SOCKETD)",
    "PHP_STREAM_CAST_INTERNAL",
    "PHP_STREAM_NOTIF.*",
];

/// Writes the bindings to `path`.
pub fn bind(path: &Path) -> Result<(), String> {
    let mut builder = bindgen::Builder::default()
        .header_contents("zend.h", HEADERS)
        .clang_args(includes()?)
        .layout_tests(false)
        .generate_comments(false)
        .derive_debug(false)
        .merge_extern_blocks(true);
    for name in FUNCTIONS {
        builder = builder.allowlist_function(name);
    }
    for name in TYPES {
        builder = builder.allowlist_type(name);
    }
    for name in STATICS {
        builder = builder.allowlist_var(name);
    }
    let bindings = builder.generate().map_err(|e| format!("bindgen: {e}"))?;
    let text = bindings.to_string();
    // PHP 8.3 and newer check how deep the C stack is.
    println!("cargo:rustc-check-cfg=cfg(zend_stack_limit)");
    if text.contains("fn zend_fiber_stack_limit") {
        println!("cargo:rustc-cfg=zend_stack_limit");
    }
    // PHP 8.2 has moved random numbers into an extension of their own.
    println!("cargo:rustc-check-cfg=cfg(ext_random)");
    if text.contains("random_globals") {
        println!("cargo:rustc-cfg=ext_random");
    }
    // They also tell a stream that it need not wait for more.
    println!("cargo:rustc-check-cfg=cfg(stream_has_buffered_data)");
    if text.contains("fn has_buffered_data") {
        println!("cargo:rustc-cfg=stream_has_buffered_data");
    }
    bindings
        .write_to_file(path)
        .map_err(|e| format!("{}: {e}", path.display()))
}

fn includes() -> Result<Vec<String>, String> {
    println!("cargo:rerun-if-env-changed=PHP_CONFIG");
    let program = env::var("PHP_CONFIG").unwrap_or_else(|_| "php-config".to_owned());
    let output = Command::new(&program)
        .arg("--includes")
        .output()
        .map_err(|e| {
            format!("{program}: {e}; install PHP's development package or set PHP_CONFIG")
        })?;
    if !output.status.success() {
        return Err(format!("{program} --includes: {}", output.status));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.split_whitespace().map(str::to_owned).collect())
}
