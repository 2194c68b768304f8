<?php

namespace Swoole\Server;

/** A message from another worker, given to the pipeMessage callback as one object when `event_object` is set. */
class PipeMessage
{
    /** @var int  Number of the worker that sent it. */
    public $source_worker_id = 0;

    /** @var int  Number of the worker that sent it, under the name that older scripts read. */
    public $worker_id = 0;

    /** @var float  When it was sent, in seconds since 1970. */
    public $dispatch_time = 0.0;

    /** @var mixed  What sendMessage() was given. */
    public $data;
}
