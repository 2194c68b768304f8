<?php

namespace Swoole\Server;

/** How a worker ended, given to the workerError callback as one object when `event_object` is set. */
class StatusInfo
{
    /** @var int  Number of the worker. */
    public $worker_id = 0;

    /** @var int  Its process id. */
    public $worker_pid = 0;

    /** @var int  The status that wait(2) reported. */
    public $status = 0;

    /** @var int  Its exit code, 0 to 255. */
    public $exit_code = 0;

    /** @var int  The signal that ended it; 0 if none did. */
    public $signal = 0;
}
