<?php

namespace Swoole\WebSocket;

/** A close frame. The message event receives one if `open_websocket_close_frame` is set; push() sends one. */
class CloseFrame extends \Swoole\WebSocket\Frame
{
    /** @var int  SWOOLE_WEBSOCKET_OPCODE_CLOSE. */
    public $opcode = 8;

    /** @var int  Close code, one of SWOOLE_WEBSOCKET_CLOSE_* or 3000 to 4999. */
    public $code = 1000;

    /** @var string  UTF-8 text of at most 123 bytes. */
    public $reason = '';
}
