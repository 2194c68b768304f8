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
 * Sets options of the event loop and the threads that file operations run on.
 *
 * @param array $settings  option => value: aio_core_worker_num, aio_worker_num, aio_max_wait_time (seconds),
 *     aio_max_idle_time (seconds), enable_signalfd, wait_signal, dns_cache_refresh_time (seconds), socket_buffer_size
 *     (bytes), dns_server, log_level and its like
 * @return bool  true; once there is an event loop it is a fatal error
 *
 * @unsupported until coroutines arrive
 */
function swoole_async_set(array $settings): bool {}

/**
 * \Swoole\Coroutine\System::dnsLookup() as a function.
 *
 * @alias Swoole\Coroutine\System::dnsLookup
 */
function swoole_async_dns_lookup_coro(string $domain_name, float $timeout = 60, int $type = 2): string|false {}

/**
 * Forgets what \Swoole\Coroutine\System::dnsLookup() has kept.
 *
 * @unsupported until coroutines arrive
 */
function swoole_clear_dns_cache(): void {}
