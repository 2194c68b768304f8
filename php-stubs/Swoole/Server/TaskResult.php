<?php

namespace Swoole\Server;

/** The result of a job, given to the finish callback as one object when `event_object` is set. */
class TaskResult
{
    /** @var int  What task() returned. */
    public $task_id = 0;

    /** @var int  Number of the task worker that did the job. */
    public $task_worker_id = 0;

    /** @var float  When the result was sent, in seconds since 1970. */
    public $dispatch_time = 0.0;

    /** @var mixed  The result. */
    public $data;
}
