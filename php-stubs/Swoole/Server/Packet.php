<?php

namespace Swoole\Server;

/** A datagram, given to the packet callback as one object when `event_object` is set. */
class Packet
{
    /** @var int  Descriptor of the port that received it, for sendto(). */
    public $server_socket = 0;

    /** @var int  Number of the port that received it. */
    public $server_port = 0;

    /** @var float  When it was handed to the worker, in seconds since 1970. */
    public $dispatch_time = 0.0;

    /** @var string|null  Sender's address. */
    public $address;

    /** @var int  Sender's port number. */
    public $port = 0;

    /** @var string|null  What was received. */
    public $data;
}
