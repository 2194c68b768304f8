--TEST--
Swoole\Server: with max_connection open, a further one waits in the backlog and is served when one has gone
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP, ['max_connection' => 64]);
$clients = [];
for ($i = 0; $i < 64; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
}
$extra = Socket::connect($server->port);
$extra->write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
$server->awaitOutput('Too many connections [now: 64]');
echo $clients[63]->ask('others go on'), "\n";
$clients[0]->close();
$server->awaitOutput('close 1');
echo strtok($extra->readToEnd(), "\r"), "\n";
echo WebSocketClient::connect($server->port)->ask('room again'), "\n";
?>
--EXPECT--
others go on
HTTP/1.1 400 Bad Request
room again
