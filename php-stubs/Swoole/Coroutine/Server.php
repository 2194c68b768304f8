<?php

namespace Swoole\Coroutine;

/** A server of bytes: accepts connections and runs a coroutine for each. */
class Server
{
    /** @var string  Address that it listens at. */
    public $host = '';

    /** @var int  Port that it listens at, also when the system has chosen it. */
    public $port = 0;

    /** @var int  AF_INET (2), AF_INET6 (10) or AF_UNIX (1). */
    public $type = 2;

    /** @var int  Descriptor of the listening socket. */
    public $fd = -1;

    /** @var int  An errno: why start() returned false. */
    public $errCode = 0;

    /** @var array  What set() was given so far. */
    public $setting = [];

    /** Whether start() goes on. */
    protected $running = false;

    /** What handle() was given. */
    protected $fn;

    /** The listening \Swoole\Coroutine\Socket. */
    protected $socket;

    /**
     * Listens. Connections are accepted from start() on.
     *
     * Throws a \Swoole\Exception, its code an errno, if it cannot listen there.
     *
     * @param string $host  IPv4 or IPv6 address, or unix:/ and a path
     * @param int $port  port; 0 lets the system choose
     * @param bool $ssl  TLS arrives later: true throws a \Swoole\Exception
     * @param bool $reuse_port  whether other processes may listen there too
     */
    public function __construct(string $host, int $port = 0, bool $ssl = false, bool $reuse_port = false) {}

    /**
     * Sets options of the connections, added to those there are.
     *
     * @param array $setting  option => value, as for \Swoole\Coroutine\Socket::setProtocol()
     */
    public function set(array $setting): void {}

    /**
     * Sets what is run for each connection.
     *
     * @param callable $fn  called in a coroutine of its own with a \Swoole\Coroutine\Server\Connection
     */
    public function handle(callable $fn): void {}

    /**
     * Makes start() return. Connections stay.
     *
     * @return bool  whether start() was waiting
     */
    public function shutdown(): bool {}

    /**
     * Accepts connections until shutdown(). Possible in a coroutine only.
     *
     * @return bool  true after shutdown(); false if handle() was not called or an option is wrong ($errCode is EINVAL)
     */
    public function start(): bool {}
}
