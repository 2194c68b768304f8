<?php

namespace Swoole\Server;

/**
 * One listening port of a server: what listen() returns and $ports holds. Only a server makes one.
 *
 * @notSerializable
 */
class Port
{
    private $onConnect;
    private $onReceive;
    private $onClose;
    private $onPacket;
    private $onBufferFull;
    private $onBufferEmpty;
    private $onRequest;
    private $onHandshake;
    private $onOpen;
    private $onMessage;
    private $onDisconnect;
    private $onBeforeHandshakeResponse;

    /** @var string|null  Address that the port listens on. */
    public $host;

    /** @var int  Port number. */
    public $port = 0;

    /** @var int  Socket type, one of SWOOLE_SOCK_*. */
    public $type = 0;

    /** @var int  Descriptor of the listening socket. */
    public $sock = -1;

    /** @var bool  Whether the port speaks TLS. */
    public $ssl = false;

    /** @var array|null  What set() was given. */
    public $setting;

    /** @var \Swoole\Connection\Iterator|null  Iterates and counts the fds of connections to this port. */
    public $connections;

    /** Ports are made by a server. */
    private function __construct() {}

    /** Releases the callbacks of the port. */
    public function __destruct() {}

    /**
     * Sets options of this port, before start(). Options that concern the whole server are not for a port.
     *
     * @param array $settings  option name => value
     */
    public function set(array $settings): void {}

    /**
     * Sets the callback of an event of this port's connections; a second call replaces the first.
     *
     * @param string $event_name  name of the event, as for \Swoole\Server::on()
     * @param callable $callback  what to call; its arguments depend on the event
     * @return bool  false, with a warning, if the server runs already or a port has no such event
     */
    public function on(string $event_name, callable $callback): bool {}

    /**
     * The callback that on() has set.
     *
     * @param string $event_name  name of the event, as for on()
     * @return \Closure|null  null if none is set
     */
    public function getCallback(string $event_name): ?\Closure {}
}
