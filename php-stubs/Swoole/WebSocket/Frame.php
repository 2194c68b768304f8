<?php

namespace Swoole\WebSocket;

/** A WebSocket message. The message event receives one; push() and pack() take one. Cast to a string, it is packed. */
class Frame implements \Stringable
{
    /** @var int  Session id of the connection that sent it. */
    public $fd = 0;

    /** @var string  The payload: text in UTF-8 or bytes, as $opcode says. */
    public $data = '';

    /** @var int  Kind of the message, one of SWOOLE_WEBSOCKET_OPCODE_*. */
    public $opcode = 1;

    /** @var int  SWOOLE_WEBSOCKET_FLAG_* joined by `|`. */
    public $flags = 1;

    /** @var bool|null  Whether the message ends here. false sends a fragment; null leaves it to $flags. */
    public $finish;

    /**
     * The bytes of this frame, as they go over the wire.
     *
     * @return string  empty, with a warning, if the frame is invalid
     */
    public function __toString(): string {}

    /**
     * \Swoole\WebSocket\Server::pack() under this name.
     *
     * @alias Swoole\WebSocket\Server::pack
     */
    public static function pack(
        \Swoole\WebSocket\Frame|string $data,
        int $opcode = SWOOLE_WEBSOCKET_OPCODE_TEXT,
        int $flags = SWOOLE_WEBSOCKET_FLAG_FIN,
    ): string {}

    /**
     * \Swoole\WebSocket\Server::unpack() under this name.
     *
     * @alias Swoole\WebSocket\Server::unpack
     */
    public static function unpack(string $data): \Swoole\WebSocket\Frame {}
}
