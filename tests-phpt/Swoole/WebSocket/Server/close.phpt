--TEST--
Swoole\WebSocket\Server::close(): closes once, without and with reset
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, 'last words');
        var_dump($server->close($frame->fd, $frame->data === 'reset'));
        var_dump($server->close($frame->fd), $server->close(999), $server->close(0), $server->close(-1));
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('close');
echo $client->receive(), "\n";
$client->socket->readToEnd();
echo $server->newOutput();
$client = WebSocketClient::connect($server->port);
$client->send('reset');
$client->socket->readToEnd();
echo $server->newOutput();
?>
--EXPECT--
text last words
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)
