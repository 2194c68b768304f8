<?php

/** Short names of functions in \Swoole\Coroutine. */

namespace Co;

/**
 * \Swoole\Coroutine\run() under a short name.
 *
 * @alias Swoole\Coroutine\run
 * @shortname
 */
function run(callable $fn, ...$args) {}

/**
 * \Swoole\Coroutine::create() under a short name.
 *
 * @alias swoole_coroutine_create
 * @shortname
 */
function go(callable $fn, ...$args) {}

/**
 * \Swoole\Coroutine::defer() under a short name.
 *
 * @alias swoole_coroutine_defer
 * @shortname
 */
function defer(callable $fn) {}
