--TEST--
Swoole\Server: max_connection refuses further connections and serves again when one has gone
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
echo 'the 65th gets ', strlen($extra->readToEnd()), " bytes and the end\n";
echo $clients[63]->ask('others go on'), "\n";
$clients[0]->close();
$server->awaitOutput('close 1');
echo WebSocketClient::connect($server->port)->ask('room again'), "\n";
?>
--EXPECT--
the 65th gets 0 bytes and the end
others go on
room again
