<?php

namespace Swoole\Coroutine;

/**
 * Runs coroutines in a script that is not a server: add() what to run, then start().
 *
 * @notSerializable
 */
final class Scheduler
{
    /**
     * Has start() run a coroutine. While the scheduler runs it is a warning.
     *
     * @param callable $func  what the coroutine runs
     * @param mixed ...$param  arguments of $func
     */
    public function add(callable $func, mixed ...$param): void {}

    /**
     * Has start() run several coroutines of one function. While the scheduler runs it is a warning.
     *
     * @param int $n  number of coroutines
     * @param callable $func  what each coroutine runs
     * @param mixed ...$param  arguments of $func
     */
    public function parallel(int $n, callable $func, mixed ...$param): void {}

    /**
     * Sets options of the coroutines of this process, as \Swoole\Coroutine::set() does.
     *
     * @param array $settings  option => value
     */
    public function set(array $settings): void {}

    /**
     * The options that set() was given so far.
     *
     * @return array|null  option => value; null if there were none
     */
    public function getOptions(): ?array {}

    /**
     * Starts the coroutines and runs the event loop until nothing is left to wait for.
     *
     * @return bool  false, with a warning, if it is running already or nothing was added
     */
    public function start(): bool {}
}
