<?php

/**
 * \Swoole\Timer::after() as a function. Arguments after the callback are passed on to it.
 *
 * @alias Swoole\Timer::after
 */
function swoole_timer_after(int $ms, callable $callback): int|false {}

/**
 * \Swoole\Timer::clear() as a function.
 *
 * @alias Swoole\Timer::clear
 */
function swoole_timer_clear(int $timer_id): bool {}

/**
 * \Swoole\Timer::clearAll() as a function.
 *
 * @alias Swoole\Timer::clearAll
 */
function swoole_timer_clear_all(): bool {}

/**
 * \Swoole\Timer::exists() as a function.
 *
 * @alias Swoole\Timer::exists
 */
function swoole_timer_exists(int $timer_id): bool {}

/**
 * \Swoole\Timer::info() as a function.
 *
 * @alias Swoole\Timer::info
 */
function swoole_timer_info(int $timer_id): ?array {}

/**
 * \Swoole\Timer::list() as a function.
 *
 * @alias Swoole\Timer::list
 */
function swoole_timer_list(): \Swoole\Timer\Iterator {}

/**
 * \Swoole\Timer::stats() as a function.
 *
 * @alias Swoole\Timer::stats
 */
function swoole_timer_stats(): array {}

/**
 * \Swoole\Timer::tick() as a function. Arguments after the callback are passed on to it.
 *
 * @alias Swoole\Timer::tick
 */
function swoole_timer_tick(int $ms, callable $callback): int|false {}

/**
 * The API level that this extension implements.
 *
 * @return string  such as 6.2.2; SWOOLE_RS_VERSION is the extension's own
 */
function swoole_version(): string {}

/**
 * Number of processors that are online.
 *
 * @return int  at least 1
 */
function swoole_cpu_num(): int {}

/**
 * Code of the last error in this process.
 *
 * @return int  one of SWOOLE_ERROR_*, or an errno; 0 if there was none
 */
function swoole_last_error(): int {}

/**
 * Code of the last failed system call.
 *
 * @return int  an errno; 0 if there was none
 */
function swoole_errno(): int {}

/**
 * The text of an error code.
 *
 * @param int $errno  error code
 * @param int $error_type  where the code is from, one of SWOOLE_STRERROR_*
 * @return string  in English
 */
function swoole_strerror(int $errno, int $error_type = SWOOLE_STRERROR_SYSTEM): string {}

/** Sets swoole_last_error() and swoole_errno() to 0. */
function swoole_clear_error(): void {}

/**
 * Writes a line to the log.
 *
 * @param int $level  one of SWOOLE_LOG_*; below `log_level` nothing is written
 * @param string $msg  text without a line end
 */
function swoole_error_log(int $level, string $msg): void {}

/**
 * Writes a line with an error code to the log.
 *
 * @param int $level  one of SWOOLE_LOG_*; below `log_level` nothing is written
 * @param int $error  error code
 * @param string $msg  text without a line end
 */
function swoole_error_log_ex(int $level, int $error, string $msg): void {}

/**
 * Keeps an error out of the log.
 *
 * @param int $error  one of SWOOLE_ERROR_*
 */
function swoole_ignore_error(int $error): void {}

/**
 * Sets the name of this process that ps shows.
 *
 * @param string $process_name  the name, cut to the room there is
 * @return bool  whether it was set
 */
function swoole_set_process_name(string $process_name): bool {}

/**
 * The addresses of this machine, loopback left out.
 *
 * @param int $family  AF_INET (2) or AF_INET6 (10)
 * @return array  name of the network interface => address
 */
function swoole_get_local_ip(int $family = 2): array {}

/**
 * The hardware addresses of this machine.
 *
 * @return array  name of the network interface => address, such as 02:42:AC:11:00:02
 */
function swoole_get_local_mac(): array {}

/**
 * A hash of a string, the same in every process and on every machine.
 *
 * @param string $data  string to hash
 * @param int $type  0 for the hash of PHP arrays (DJBX33A), 1 for Jenkins' one-at-a-time
 * @return int|false  false, with a warning, if there is no such type
 */
function swoole_hashcode(string $data, int $type = 0): int|false {}

/**
 * The older name of swoole_mime_type_get().
 *
 * @alias swoole_mime_type_get
 */
function swoole_get_mime_type(string $filename): string {}

/**
 * Adds a MIME type.
 *
 * @param string $suffix  suffix of file names, without the dot
 * @param string $mime_type  such as text/html
 * @return bool  false if the suffix has one already
 */
function swoole_mime_type_add(string $suffix, string $mime_type): bool {}

/**
 * Removes a MIME type.
 *
 * @param string $suffix  suffix of file names, without the dot
 * @return bool  false if the suffix has none
 */
function swoole_mime_type_delete(string $suffix): bool {}

/**
 * Whether a file's suffix has a MIME type.
 *
 * @param string $filename  name of a file
 * @return bool  true if it has
 */
function swoole_mime_type_exists(string $filename): bool {}

/**
 * The MIME type of a file by its suffix.
 *
 * @param string $filename  name of a file
 * @return string  application/octet-stream if its suffix has none
 */
function swoole_mime_type_get(string $filename): string {}

/**
 * All MIME types.
 *
 * @return array  the MIME types, in no order
 */
function swoole_mime_type_list(): array {}

/**
 * Adds or replaces a MIME type.
 *
 * @param string $suffix  suffix of file names, without the dot
 * @param string $mime_type  such as text/html
 */
function swoole_mime_type_set(string $suffix, string $mime_type): void {}

/**
 * Decodes JSON that is a part of a string, without copying that part.
 *
 * @param string $str  string with the JSON in it
 * @param int $offset  first byte of the JSON; negative counts from the end
 * @param int $length  number of bytes; 0 means up to the end, negative leaves out as many at the end
 * @param bool $associative  objects become arrays
 * @param int $depth  deepest nesting
 * @param int $flags  JSON_* joined by `|`
 * @return mixed  as json_decode(); false, with a warning, if there is no such part
 */
function swoole_substr_json_decode(
    string $str,
    int $offset,
    int $length = 0,
    bool $associative = false,
    int $depth = 512,
    int $flags = 0,
): mixed {}

/**
 * Unserializes a value that is a part of a string, without copying that part.
 *
 * @param string $str  string with the value in it
 * @param int $offset  first byte of the value; negative counts from the end
 * @param int $length  number of bytes; 0 means up to the end, negative leaves out as many at the end
 * @param array $options  as for unserialize()
 * @return mixed  as unserialize(); false, with a warning, if there is no such part
 */
function swoole_substr_unserialize(string $str, int $offset, int $length = 0, array $options = []): mixed {}
