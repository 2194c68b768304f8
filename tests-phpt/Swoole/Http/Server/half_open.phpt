--TEST--
Swoole\Http\Server: half-closed and reset connections: answered where possible, never leaked
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpResponse, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end('answered');
    });
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, $frame->data === 'count' ? (string) count($server->connections) : $frame->data);
    });
    $server->on('close', function ($server, $fd) {
        echo "gone $fd.\n";
    });
    PHP);
$good = WebSocketClient::connect($server->port);

// The client has said everything and closes its side: HTTP allows that, the answer is still due.
$socket = Socket::connect($server->port);
$socket->write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
$socket->finishWriting();
echo HttpResponse::read($socket), "\n";
$socket->readToEnd();
$server->awaitOutput('gone 2.');

// Half a request and the end; half a handshake and a reset; half a frame and the end.
$socket = Socket::connect($server->port);
$socket->write('GET / HT');
$socket->finishWriting();
$socket->readToEnd();
$server->awaitOutput('gone 3.');
$socket = Socket::connect($server->port);
$socket->write("GET / HTTP/1.1\r\nUpgrade: web");
$socket->reset();
$server->awaitOutput('gone 4.');
$client = WebSocketClient::connect($server->port);
$client->socket->write("\x81\xfe\x10");
$client->socket->finishWriting();
$client->socket->readToEnd();
$server->awaitOutput('gone 5.');
echo $good->ask('count'), "\n";
?>
--EXPECT--
200 OK [answered]
1
