<?php

namespace Swoole;

/**
 * Hooks: which blocking functions of PHP suspend the running coroutine instead of blocking the process.
 *
 * Built are SLEEP, TCP, UDP, UNIX, UDG, SSL, TLS and STREAM_FUNCTION. Outside of a coroutine hooked functions do what PHP's
 * own do. Streams keep the hook that held when they were opened.
 *
 * All methods are static; `new` throws an Error.
 */
class Runtime
{
    /**
     * Sets the hooks of this process, in place of those that were set; Coroutine::set() has the same as option hook_flags.
     *
     * @param int $flags  SWOOLE_HOOK_* joined by `|`; 0 removes all. One that is named and not built raises a warning,
     *     once; SWOOLE_HOOK_ALL, also with some taken away, takes what there is
     * @return bool  true
     */
    public static function enableCoroutine(int $flags = SWOOLE_HOOK_ALL): bool {}

    /**
     * The hooks of this process.
     *
     * @return int  SWOOLE_HOOK_* joined by `|`, as they were asked for; 0 until enableCoroutine(), Coroutine\run() or the
     *     start of a server sets some
     */
    public static function getHookFlags(): int {}

    /**
     * enableCoroutine() without a default.
     *
     * @param int $flags  SWOOLE_HOOK_* joined by `|`; 0 removes all. One that is named and not built raises a warning,
     *     once; SWOOLE_HOOK_ALL, also with some taken away, takes what there is
     * @return bool  true
     */
    public static function setHookFlags(int $flags): bool {}
}
