--TEST--
Swoole\Server::$connections: closing connections, and pushing to all, inside the loop over them
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $seen = [];
        foreach ($server->connections as $fd) {
            $seen[] = $fd;
            if ($fd % 2 === 0) {
                $server->close($fd);
            } else {
                $server->push($fd, 'odd ones stay');
            }
        }
        sort($seen);
        $server->push($frame->fd, json_encode([$seen, count($server->connections)]));
    });
    PHP);
$clients = [];
for ($i = 0; $i < 6; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
}
$clients[0]->send('go');
echo $clients[0]->receive(), "\n", $clients[0]->receive(), "\n";
echo $clients[2]->receive(), "\n", $clients[4]->receive(), "\n";
foreach ([1, 3, 5] as $i) {
    $clients[$i]->socket->readToEnd();
}
?>
--EXPECT--
text odd ones stay
text [[1,2,3,4,5,6],3]
text odd ones stay
text odd ones stay
