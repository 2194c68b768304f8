--TEST--
Swoole\Http\Response::recv(): frames, text, binary, empty, long, fragments joined
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    while ($frame = $ws->recv()) {
        $ws->push(json_encode([get_class($frame), strlen($frame->data), md5($frame->data), $frame->opcode, $frame->flags, $frame->finish, $frame->fd === $ws->fd]));
    }
    PHP, ['package_max_length' => 4 << 20]);
$client = WebSocketClient::connect($server->port);
$data = random_bytes(3 << 20);
foreach ([['hello', Frame::TEXT], ["\0\xff", Frame::BINARY], ['', Frame::TEXT], [str_repeat('x', 126), Frame::TEXT], [str_repeat('y', 65536), Frame::TEXT], [$data, Frame::BINARY]] as [$payload, $opcode]) {
    $answer = json_decode($client->ask($payload, $opcode));
    show([$answer[2] === md5($payload), array_splice($answer, 2, 1) === [] ?: $answer]);
}
$client->send('one ', fin: false);
$client->send('', Frame::CONTINUATION, fin: false);
$client->send('now', Frame::PING);
$client->send('two', Frame::CONTINUATION);
show($client->receive());
$answer = json_decode($client->receiveMessage());
show($answer[2] === md5('one two'), $answer[1], $answer[3]);
?>
--EXPECT--
[true,["Swoole\\WebSocket\\Frame",5,1,33,true,true]]
[true,["Swoole\\WebSocket\\Frame",2,2,33,true,true]]
[true,["Swoole\\WebSocket\\Frame",0,1,33,true,true]]
[true,["Swoole\\WebSocket\\Frame",126,1,33,true,true]]
[true,["Swoole\\WebSocket\\Frame",65536,1,33,true,true]]
[true,["Swoole\\WebSocket\\Frame",3145728,2,33,true,true]]
pong now
true
7
1
