<?php

namespace Swoole\Coroutine;

/**
 * Runs a function in a coroutine, with all hooks unless \Swoole\Coroutine::set() has chosen them, and then the event
 * loop until nothing is left to wait for. For scripts that are not a server: in a coroutine it is a fatal error.
 *
 * @param callable $fn  what the first coroutine runs
 * @param mixed ...$args  arguments of $fn
 * @return bool  false, with a warning, if the event loop runs already
 */
function run(callable $fn, ...$args) {}

/**
 * \Swoole\Coroutine::create() as a function.
 *
 * @alias swoole_coroutine_create
 */
function go(callable $fn, ...$args) {}

/**
 * \Swoole\Coroutine::defer() as a function.
 *
 * @alias swoole_coroutine_defer
 */
function defer(callable $fn) {}

/**
 * Runs several functions, each in a coroutine of its own, and waits until all have ended.
 *
 * @param array $tasks  key => callable without arguments
 * @param float $timeout  most seconds to wait; 0 and less for no limit
 * @return array  key => what the function returned, null if it was not ready in time
 */
function batch(array $tasks, float $timeout = -1): array {}

/**
 * Runs a function in several coroutines and waits until all have ended.
 *
 * @param int $n  number of coroutines
 * @param callable $fn  what each runs, without arguments
 */
function parallel(int $n, callable $fn): void {}

/**
 * Applies a function to each element of an array, each in a coroutine of its own, and waits until all have ended.
 *
 * @param array $list  key => element
 * @param callable $fn  called with element and key
 * @param float $timeout  most seconds to wait; 0 and less for no limit
 * @return array  key => what the function returned, null if it was not ready in time
 */
function map(array $list, callable $fn, float $timeout = -1): array {}

/**
 * Prints that all coroutines wait for ever, and where each does. Called when an event loop ends while there are any,
 * unless the option `enable_deadlock_check` is false.
 */
function deadlock_check() {}
