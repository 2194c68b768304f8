<?php

/**
 * \Swoole\Event::add() as a function.
 *
 * @alias Swoole\Event::add
 */
function swoole_event_add(
    mixed $fd,
    ?callable $read_callback = null,
    ?callable $write_callback = null,
    int $events = SWOOLE_EVENT_READ,
): int|false {}

/**
 * \Swoole\Event::del() as a function.
 *
 * @alias Swoole\Event::del
 */
function swoole_event_del(mixed $fd): bool {}

/**
 * \Swoole\Event::set() as a function.
 *
 * @alias Swoole\Event::set
 */
function swoole_event_set(
    mixed $fd,
    ?callable $read_callback = null,
    ?callable $write_callback = null,
    int $events = 0,
): bool {}

/**
 * \Swoole\Event::isset() as a function.
 *
 * @alias Swoole\Event::isset
 */
function swoole_event_isset(mixed $fd, int $events = SWOOLE_EVENT_READ | SWOOLE_EVENT_WRITE): bool {}

/**
 * \Swoole\Event::write() as a function.
 *
 * @alias Swoole\Event::write
 */
function swoole_event_write(mixed $fd, string $data): bool {}

/**
 * \Swoole\Event::defer() as a function.
 *
 * @alias Swoole\Event::defer
 */
function swoole_event_defer(callable $callback): bool {}

/**
 * \Swoole\Event::cycle() as a function.
 *
 * @alias Swoole\Event::cycle
 */
function swoole_event_cycle(?callable $callback, bool $before = false): bool {}

/**
 * \Swoole\Event::dispatch() as a function.
 *
 * @alias Swoole\Event::dispatch
 */
function swoole_event_dispatch(): bool {}

/**
 * \Swoole\Event::wait() as a function.
 *
 * @alias Swoole\Event::wait
 */
function swoole_event_wait(): void {}

/**
 * \Swoole\Event::exit() as a function.
 *
 * @alias Swoole\Event::exit
 */
function swoole_event_exit(): void {}

/**
 * Runs the event loop until no timer and no deferred callback is left.
 *
 * Registered as a shutdown function when a script makes its first timer; there is no need to call it.
 *
 * @return void
 */
function swoole_event_rshutdown(): void
{
}
