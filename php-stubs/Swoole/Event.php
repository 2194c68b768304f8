<?php

namespace Swoole;

/** The event loop of this process: callbacks for descriptors. All methods are static; `new` throws an Error. */
class Event
{
    /**
     * Watches a descriptor, which becomes non-blocking.
     *
     * @param mixed $fd  a stream, an object of the sockets extension, an object with a property fd, or a number
     * @param callable|null $read_callback  called with $fd when it can be read
     * @param callable|null $write_callback  called with $fd when it can be written
     * @param int $events  what to watch for, SWOOLE_EVENT_READ and SWOOLE_EVENT_WRITE joined by `|`
     * @return int|false  the number of the descriptor; false, with a warning, if $fd is none or is watched already, or
     *     if an event has no callback
     */
    public static function add(
        mixed $fd,
        ?callable $read_callback = null,
        ?callable $write_callback = null,
        int $events = SWOOLE_EVENT_READ,
    ): int|false {}

    /**
     * Ends the watch over a descriptor, which stays open.
     *
     * @param mixed $fd  what add() was given
     * @return bool  false if it is not watched; with a warning, if it is no descriptor or there is no event loop
     */
    public static function del(mixed $fd): bool {}

    /**
     * Changes what is watched, and the callbacks.
     *
     * @param mixed $fd  what add() was given
     * @param callable|null $read_callback  null keeps the one there is
     * @param callable|null $write_callback  null keeps the one there is
     * @param int $events  what to watch for, SWOOLE_EVENT_READ and SWOOLE_EVENT_WRITE joined by `|`
     * @return bool  false, with a warning, if $fd is not watched, or an event has no callback
     */
    public static function set(
        mixed $fd,
        ?callable $read_callback = null,
        ?callable $write_callback = null,
        int $events = 0,
    ): bool {}

    /**
     * Ends the event loop, whatever is left in it. A server's loop goes on.
     */
    public static function exit(): void {}

    /**
     * Sends bytes; what the peer does not take at once is sent when it does.
     *
     * @param mixed $fd  what add() was given
     * @param string $data  bytes, at least one
     * @return bool  false if they cannot be sent; with a warning, if there are none or $fd is not watched
     */
    public static function write(mixed $fd, string $data): bool {}

    /**
     * Runs the event loop until nothing is left in it. In a coroutine it is a fatal error.
     */
    public static function wait(): void {}

    /**
     * swoole_event_rshutdown() as a method: PHP calls it when a script has ended.
     *
     * @alias swoole_event_rshutdown
     */
    public static function rshutdown(): void {}

    /**
     * Has a function called once, at the end of this turn of the event loop.
     *
     * @param callable $callback  gets no argument
     * @return bool  true
     */
    public static function defer(callable $callback): bool {}

    /**
     * Has a function called in each turn of the event loop. There is one such function for each place; a new one
     * replaces it.
     *
     * @param callable|null $callback  gets no argument; null removes the one there is
     * @param bool $before  whether it is called before the loop waits, not after all else of a turn
     * @return bool  false if there was none to remove
     */
    public static function cycle(?callable $callback, bool $before = false): bool {}

    /**
     * Runs one turn of the event loop: waits for events and calls their callbacks.
     *
     * @return bool  false if there is no event loop
     */
    public static function dispatch(): bool {}

    /**
     * Whether a descriptor is watched.
     *
     * @param mixed $fd  what add() was given
     * @param int $events  for any of these, SWOOLE_EVENT_READ and SWOOLE_EVENT_WRITE joined by `|`
     * @return bool  false if it is not; with a warning, if it is no descriptor
     */
    public static function isset(mixed $fd, int $events = SWOOLE_EVENT_READ | SWOOLE_EVENT_WRITE): bool {}
}
