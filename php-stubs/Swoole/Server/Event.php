<?php

namespace Swoole\Server;

/** A connect, receive or close event, given to its callback as one object when `event_object` is set. */
class Event
{
    /**
     * @var int  Number of the reactor thread that owns the connection, in SWOOLE_BASE that of the worker; negative in a
     *     close event that the server caused.
     */
    public $reactor_id = 0;

    /** @var int  Session id of the connection. */
    public $fd = 0;

    /** @var float  When the data was handed to the worker, in seconds since 1970; 0 in connect and close events. */
    public $dispatch_time = 0.0;

    /** @var string|null  What was received; null in connect and close events. */
    public $data;
}
