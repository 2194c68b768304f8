--TEST--
Swoole\WebSocket\Server: package_max_length bounds the whole message: in one frame, in fragments, inflated
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

const LIMIT = 128 * 1024;
$server = Server::webSocket(settings: ['package_max_length' => LIMIT, 'websocket_compression' => true]);

$client = WebSocketClient::connect($server->port);
echo 'just within: ', strlen($client->ask(str_repeat('a', LIMIT - 1024))), "\n";
$client->socket->write(substr(Frame::encode(str_repeat('a', LIMIT + 1)), 0, 14));
echo 'one frame: ', $client->receiveCloseCode(), "\n";

$client = WebSocketClient::connect($server->port);
$client->send(str_repeat('a', LIMIT / 2), fin: false);
$client->send(str_repeat('a', LIMIT / 2), Frame::CONTINUATION, fin: false);
$client->socket->write(substr(Frame::encode('aa', Frame::CONTINUATION), 0, 6));
echo 'fragments: ', $client->receiveCloseCode(), "\n";

$client = WebSocketClient::compressing($server->port);
$bomb = $client->deflate->deflate(str_repeat("\0", 16 * 1024 * 1024));
echo 'a bomb of ', strlen($bomb) < LIMIT ? 'few' : 'many', ' bytes: ';
$before = $server->residentMemory();
$client->send($bomb, Frame::BINARY, rsv: 4);
echo $client->receiveCloseCode(), ', memory ', $server->residentMemory() - $before < 8 * 1024 * 1024 ? 'bounded' : 'grown', "\n";
?>
--EXPECT--
just within: 130048
one frame: close 1009
fragments: close 1009
a bomb of few bytes: close 1009, memory bounded
