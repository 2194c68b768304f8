--TEST--
Swoole\WebSocket\Server: close is called once for every way a connection can end
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'close') {
            var_dump($server->close($frame->fd));
        } elseif ($frame->data === 'disconnect') {
            var_dump($server->disconnect($frame->fd, 4000, 'so be it'));
        } else {
            $server->push($frame->fd, $frame->data);
        }
    });
    $server->on('close', function (Swoole\WebSocket\Server $server, int $fd, int $reactorId) {
        echo "closed $fd by ", $reactorId < 0 ? 'server' : 'client', "\n";
    });
    PHP);

$client = WebSocketClient::connect($server->port);
$client->sendClose(1000, 'bye');
echo $client->receiveClose(), "\n";
$server->awaitOutput('closed 1');

$client = WebSocketClient::connect($server->port);
$client->socket->close();
$server->awaitOutput('closed 2');

$client = WebSocketClient::connect($server->port);
$client->ask('alive');
$client->socket->reset();
$server->awaitOutput('closed 3');

$client = WebSocketClient::connect($server->port);
$client->send('close');
$client->socket->readToEnd();
$server->awaitOutput('closed 4');

$client = WebSocketClient::connect($server->port);
$client->send('disconnect');
echo $client->receiveClose(), "\n";
echo $server->stop(), "\n", $server->output();
?>
--EXPECT--
close 1000 bye
close 4000 so be it
exit 0
closed 1 by client
closed 2 by client
closed 3 by client
closed 4 by server
bool(true)
closed 5 by server
bool(true)
