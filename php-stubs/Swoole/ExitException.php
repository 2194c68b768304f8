<?php

namespace Swoole;

/** What exit() throws inside a coroutine, so that only this coroutine ends. */
class ExitException extends \Swoole\Exception
{
    private $flags = 0;
    private $status = 0;

    /**
     * Where exit() was called.
     *
     * @return int  SWOOLE_EXIT_IN_COROUTINE and SWOOLE_EXIT_IN_SERVER joined by `|`
     */
    public function getFlags(): int {}

    /**
     * What exit() was given.
     *
     * @return mixed  an exit code or a message
     */
    public function getStatus(): mixed {}
}
