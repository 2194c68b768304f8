<?php

namespace Swoole\Server;

/**
 * A job, given to the task callback as one object when `task_object` or `task_enable_coroutine` is set.
 *
 * @notSerializable
 */
final class Task
{
    /** @var mixed  What task() was given. */
    public $data;

    /** @var float  When it was sent, in seconds since 1970. */
    public $dispatch_time = 0.0;

    /** @var int  What task() returned. */
    public $id = -1;

    /** @var int  Number of the worker that gave the job. */
    public $worker_id = -1;

    /** @var int  How the job is to be answered: SWOOLE_TASK_* joined by `|`. */
    public $flags = 0;

    /**
     * Reports the result of this job; may be called several times.
     *
     * @param mixed $data  anything that can be serialized
     * @return bool  false, with a line in the log, if no worker has given the job or too much waits for that one
     */
    public function finish(mixed $data): bool {}

    /**
     * Serializes a job so that a program outside of the server can put it into the task queue.
     *
     * @param mixed $data  anything that can be serialized
     * @return string|false  the packed job; false if it cannot be serialized
     */
    public static function pack(mixed $data): string|false {}

    /**
     * The job in a packed string.
     *
     * @param string $data  what pack() returned
     * @return mixed  what pack() was given; false if the string is malformed
     */
    public static function unpack(string $data): mixed {}
}
