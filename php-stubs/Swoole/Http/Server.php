<?php

namespace Swoole\Http;

/**
 * An HTTP/1.1 server: its request event gets a \Swoole\Http\Request and a \Swoole\Http\Response.
 *
 * @notSerializable
 */
class Server extends \Swoole\Server
{
}
