--TEST--
Swoole\WebSocket\Server::unpack() and Frame::unpack(): frames from bytes
--FILE--
<?php
use Swoole\WebSocket\{Frame, Server};

// RFC 6455, section 5.7: the examples.
$examples = ['810548656c6c6f', '818537fa213d7f9f4d5158', '010348656c', '80026c6f', '890548656c6c6f', '880503e9627965'];
foreach ($examples as $hex) {
    $frame = Server::unpack(hex2bin($hex));
    echo get_class($frame), " opcode=$frame->opcode finish=", var_export($frame->finish, true), ' ';
    echo isset($frame->code) ? "code=$frame->code reason=$frame->reason" : "data=$frame->data", "\n";
}
$long = str_repeat('0123456789abcdef', 5000);
var_dump(Frame::unpack(Frame::pack($long))->data === $long);
?>
--EXPECT--
Swoole\WebSocket\Frame opcode=1 finish=true data=Hello
Swoole\WebSocket\Frame opcode=1 finish=true data=Hello
Swoole\WebSocket\Frame opcode=1 finish=false data=Hel
Swoole\WebSocket\Frame opcode=0 finish=true data=lo
Swoole\WebSocket\Frame opcode=9 finish=true data=Hello
Swoole\WebSocket\CloseFrame opcode=8 finish=true code=1001 reason=bye
bool(true)
