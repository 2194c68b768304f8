//! The flags of hooks: `SWOOLE_HOOK_*` without that prefix, and which of them are built.

pub(super) const TCP: i64 = 1 << 1;
pub(super) const UDP: i64 = 1 << 2;
pub(super) const UNIX: i64 = 1 << 3;
pub(super) const UDG: i64 = 1 << 4;
pub(super) const SSL: i64 = 1 << 5;
pub(super) const TLS: i64 = 1 << 6;
pub(super) const STREAM_FUNCTION: i64 = 1 << 7;
/// Only flock() so far.
pub(super) const FILE: i64 = 1 << 8;
pub(super) const SLEEP: i64 = 1 << 9;
/// All that Swoole sets by this name.
pub const ALL: i64 = 0x7fbf_efff;

/// Those that do nothing yet, or not all.
pub(super) const NOT_BUILT: &[(i64, &str)] = &[
    (FILE, "SWOOLE_HOOK_FILE"),
    (1 << 10, "SWOOLE_HOOK_PROC"),
    (1 << 11, "SWOOLE_HOOK_CURL"),
    (1 << 12, "SWOOLE_HOOK_NATIVE_CURL"),
    (1 << 14, "SWOOLE_HOOK_SOCKETS"),
    (1 << 15, "SWOOLE_HOOK_STDIO"),
    (1 << 16, "SWOOLE_HOOK_PDO_PGSQL"),
    (1 << 17, "SWOOLE_HOOK_PDO_ODBC"),
    (1 << 18, "SWOOLE_HOOK_PDO_ORACLE"),
    (1 << 19, "SWOOLE_HOOK_PDO_SQLITE"),
    (1 << 20, "SWOOLE_HOOK_PDO_FIREBIRD"),
    (1 << 21, "SWOOLE_HOOK_NET_FUNCTION"),
    (1 << 22, "SWOOLE_HOOK_MONGODB"),
];

/// Those that work only if PHP has its extension for them.
pub(super) const OF_OPENSSL: &[(i64, &str)] = &[(SSL, "SWOOLE_HOOK_SSL"), (TLS, "SWOOLE_HOOK_TLS")];

/// Bits of [`ALL`] that no hook has: who names hooks one by one sets none of them, who takes some away from all does.
const NAMELESS: i64 = ALL & !((1 << 23) - 2);

/// The hooks that were asked for by their names.
pub(super) fn by_name(flags: i64) -> i64 {
    if flags & NAMELESS == 0 {
        flags
    } else {
        flags & !ALL
    }
}
