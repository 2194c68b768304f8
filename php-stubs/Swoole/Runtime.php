<?php

namespace Swoole;

/**
 * Hooks: which blocking functions of PHP suspend the running coroutine instead of blocking the process.
 *
 * All methods are static; `new` throws an Error.
 */
class Runtime
{
    /**
     * Sets the hooks of this process.
     *
     * @param int $flags  SWOOLE_HOOK_* joined by `|`; 0 removes all
     * @return bool  whether they are set; for those that are not built, a warning names them
     */
    public static function enableCoroutine(int $flags = SWOOLE_HOOK_ALL): bool {}

    /**
     * The hooks of this process.
     *
     * @return int  SWOOLE_HOOK_* joined by `|`
     */
    public static function getHookFlags(): int {}

    /**
     * enableCoroutine() without a default.
     *
     * @param int $flags  SWOOLE_HOOK_* joined by `|`; 0 removes all
     * @return bool  whether they are set; for those that are not built, a warning names them
     *
     * @alias Swoole\Runtime::enableCoroutine
     */
    public static function setHookFlags(int $flags): bool {}
}
