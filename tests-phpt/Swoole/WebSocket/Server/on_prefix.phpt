--TEST--
Swoole\WebSocket\Server::on(): event names with the prefix "on"
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    var_dump($server->on('onOpen', function ($server, $request) {
        echo "opened\n";
    }));
    var_dump($server->on('onMessage', function ($server, $frame) {
        $server->push($frame->fd, 'onMessage');
    }));
    var_dump($server->on('ONWORKERSTART', function () {
        echo "started\n";
    }));
    PHP);
echo WebSocketClient::connect($server->port)->ask('x'), "\n";
echo $server->output();
?>
--EXPECT--
onMessage
bool(true)
bool(true)
bool(true)
started
opened
