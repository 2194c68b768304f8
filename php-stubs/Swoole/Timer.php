<?php

namespace Swoole;

/**
 * Timers of this process, to the millisecond. They run while an event loop does. All methods are static; `new` throws
 * an Error.
 */
class Timer
{
    /**
     * Calls a function again and again. A call that comes late does not shift those after it; those that it missed are
     * left out.
     *
     * @param int $ms  milliseconds between two calls, at least SWOOLE_TIMER_MIN_MS
     * @param callable $callback  called with the timer's id, then $params
     * @param mixed ...$params  further arguments of the callback
     * @return int|false  id of the timer; false, with a warning, if $ms is out of range
     */
    public static function tick(int $ms, callable $callback, mixed ...$params): int|false {}

    /**
     * Calls a function once.
     *
     * @param int $ms  milliseconds to wait, at least SWOOLE_TIMER_MIN_MS
     * @param callable $callback  called with $params
     * @param mixed ...$params  arguments of the callback
     * @return int|false  id of the timer; false, with a warning, if $ms is out of range
     */
    public static function after(int $ms, callable $callback, mixed ...$params): int|false {}

    /**
     * Whether a timer is set.
     *
     * @param int $timer_id  what tick() or after() returned
     * @return bool  false once it has been cleared or has fired for the last time
     */
    public static function exists(int $timer_id): bool {}

    /**
     * What is known about a timer: exec_msec, exec_count, interval (milliseconds, 0 for after()), round, removed.
     *
     * @param int $timer_id  what tick() or after() returned
     * @return array|null  null if there is no such timer
     */
    public static function info(int $timer_id): ?array {}

    /**
     * Counts of timers: initialized, num, round.
     *
     * @return array  name => value
     */
    public static function stats(): array {}

    /**
     * The ids of all timers.
     *
     * @return \Swoole\Timer\Iterator  iterates over the ids
     */
    public static function list(): \Swoole\Timer\Iterator {}

    /**
     * Removes a timer.
     *
     * @param int $timer_id  what tick() or after() returned
     * @return bool  false if there is no such timer
     */
    public static function clear(int $timer_id): bool {}

    /**
     * Removes all timers of this process.
     *
     * @return bool  false if there were never any
     */
    public static function clearAll(): bool {}
}
