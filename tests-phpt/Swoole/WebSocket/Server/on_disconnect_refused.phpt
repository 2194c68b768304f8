--TEST--
Swoole\WebSocket\Server: a refused handshake ends in the disconnect callback
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('disconnect', function ($server, $fd) {
        echo "disconnect $fd\n";
    });
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP);
echo HttpClient::get($server->port, '/', ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'])->status, "\n";
$server->awaitOutput(' 1');
echo $server->output();
?>
--EXPECT--
400
disconnect 1
