--TEST--
Swoole\WebSocket\Server::pack() and Frame::pack(): the bytes of frames
--FILE--
<?php
use Swoole\WebSocket\{CloseFrame, Frame, Server};

echo bin2hex(Server::pack('Hello')), "\n";
echo bin2hex(Frame::pack('Hello')), "\n";
echo bin2hex(Server::pack('Hello', WEBSOCKET_OPCODE_BINARY)), "\n";
echo bin2hex(Server::pack('Hel', WEBSOCKET_OPCODE_TEXT, false)), ' ', bin2hex(Server::pack('lo', WEBSOCKET_OPCODE_CONTINUATION)), "\n";
echo bin2hex(Server::pack('', WEBSOCKET_OPCODE_PING)), "\n";
echo bin2hex(substr(Server::pack(str_repeat('x', 125)), 0, 4)), "\n";
echo bin2hex(substr(Server::pack(str_repeat('x', 126)), 0, 6)), "\n";
echo bin2hex(substr(Server::pack(str_repeat('x', 65536)), 0, 12)), "\n";

$frame = new Frame();
$frame->data = 'in a frame';
$frame->opcode = WEBSOCKET_OPCODE_BINARY;
echo bin2hex(Server::pack($frame)), ' ', bin2hex((string) $frame), "\n";

$close = new CloseFrame();
$close->code = 1001;
$close->reason = 'bye';
echo bin2hex(Frame::pack($close)), "\n";

// SWOOLE_WEBSOCKET_FLAG_MASK: a client's frame, as RFC 6455 wants it, is what unpack() gets back.
$masked = Server::pack('secret', WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_MASK);
echo bin2hex(substr($masked, 0, 2)), ' ', strlen($masked), ' ', Server::unpack($masked)->data, "\n";
?>
--EXPECT--
810548656c6c6f
810548656c6c6f
820548656c6c6f
010348656c 80026c6f
8900
817d7878
817e007e7878
817f00000000000100007878
820a696e2061206672616d65 820a696e2061206672616d65
880503e9627965
8186 12 secret
