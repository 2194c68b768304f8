--TEST--
Swoole\WebSocket\Server: message is called with a Frame for text and binary messages
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function (Swoole\WebSocket\Server $server, Swoole\WebSocket\Frame $frame) {
        if ($frame->data === 'abc') {
            var_dump($frame);
        }
        $server->push($frame->fd, strrev($frame->data), $frame->opcode);
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('abc');
echo $client->receive(), "\n";
$client->send("\xff\x00\xfe", Frame::BINARY);
echo bin2hex($client->receive()->payload), "\n";
$client->send('');
echo $client->receive(), "\n";
echo $server->output();
?>
--EXPECTF--
text cba
fe00ff
text
object(Swoole\WebSocket\Frame)#%d (5) {
  ["fd"]=>
  int(1)
  ["data"]=>
  string(3) "abc"
  ["opcode"]=>
  int(1)
  ["flags"]=>
  int(33)
  ["finish"]=>
  bool(true)
}
