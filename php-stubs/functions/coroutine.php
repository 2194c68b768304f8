<?php

/**
 * Starts a coroutine. It runs at once, until it waits for the first time or ends; then this function returns.
 *
 * @param callable $func  what the coroutine runs
 * @param mixed ...$params  arguments of $func
 * @return int|false  id of the coroutine; false, with a warning, when there are `max_coroutine` already
 */
function swoole_coroutine_create(callable $func, mixed ...$params): int|false {}

/**
 * Has a function called when the running coroutine ends, also by an exception. The last one registered is called first.
 * Outside of a coroutine it is a fatal error.
 *
 * @param callable $callback  gets no argument
 */
function swoole_coroutine_defer(callable $callback): void {}

/**
 * swoole_coroutine_create() under a short name. Arguments after the function are passed on to it.
 *
 * @alias swoole_coroutine_create
 * @shortname
 */
function go(callable $func): int|false {}

/**
 * swoole_coroutine_defer() under a short name.
 *
 * @alias swoole_coroutine_defer
 * @shortname
 */
function defer(callable $callback): void {}

/**
 * Makes two sockets that are connected to each other.
 *
 * @param int $domain  AF_UNIX (1)
 * @param int $type  SOCK_STREAM (1) or SOCK_DGRAM (2)
 * @param int $protocol  0
 * @return array|false  two \Swoole\Coroutine\Socket; false, with a warning, if the system refuses
 */
function swoole_coroutine_socketpair(int $domain, int $type, int $protocol): array|false {}

/**
 * Sets options of the event loop and of the threads for files and names. \Swoole\Coroutine::set() and a server's set()
 * take all of them but enable_coroutine, too.
 *
 * @param array $settings  option => value:
 *     enable_coroutine (whether callbacks of timers and events run in coroutines; if not, an exception that nobody
 *     catches there is printed, and the loop goes on),
 *     aio_core_worker_num, also min_thread_num or thread_num (threads that stay when they are idle; the number of
 *     processors if not set), aio_worker_num, also max_thread_num (most threads; eight times as many),
 *     aio_max_wait_time (seconds that work waits before a thread beyond aio_core_worker_num is started, 0),
 *     aio_max_idle_time (seconds after which such a thread ends, 1),
 *     dns_server (address, with or without a port, that \Swoole\Coroutine\System::dnsLookup() asks),
 *     dns_cache_refresh_time (seconds for which its answers are kept, 60), dns_lookup_random (whether it tells any of
 *     several addresses instead of the first), dns_cache_expire (seconds for which gethostbyname() keeps answers, 60;
 *     0 for ever), dns_cache_capacity (how many, 1000; 0 for none),
 *     socket_timeout, socket_dns_timeout, socket_connect_timeout, socket_read_timeout, socket_write_timeout (seconds),
 *     log_file, log_level, log_date_format, log_date_with_microseconds, log_rotation, display_errors.
 *     Others, like enable_signalfd, wait_signal and use_async_resolver, have no effect
 * @return bool  true; while there is an event loop it is a fatal error
 */
function swoole_async_set(array $settings): bool {}

/**
 * \Swoole\Coroutine\System::dnsLookup() as a function.
 *
 * @alias Swoole\Coroutine\System::dnsLookup
 */
function swoole_async_dns_lookup_coro(string $domain_name, float $timeout = 60, int $type = 2): string|false {}

/** Forgets what \Swoole\Coroutine\System::gethostbyname() has kept. */
function swoole_clear_dns_cache(): void {}
