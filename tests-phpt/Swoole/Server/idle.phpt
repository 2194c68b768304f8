--TEST--
Swoole\Server: an idle server uses no processor time, whatever state its connections are in
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        if ($request->server['path_info'] === '/kept') {
            $response->detach();
        } else {
            $response->end('ok');
        }
    });
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, str_repeat('x', 4_000_000));
        echo "pushed\n";
    });
    PHP);
$open = [WebSocketClient::connect($server->port), Socket::connect($server->port)];
$open[] = $partial = Socket::connect($server->port);
$partial->write('GET / HT');
$open[] = $waiting = new HttpClient($server->port);
$waiting->send('GET', '/kept');
$waiting->socket->finishWriting();
$open[] = $stuck = WebSocketClient::connect($server->port);
$stuck->send('fill my buffer');
$server->awaitOutput('pushed');
$stuck->socket->finishWriting();
HttpClient::get($server->port, '/');

$before = $server->processorTime();
usleep(500_000);
$used = $server->processorTime() - $before;
echo $used <= 0.05 ? 'idle' : "used $used s in 0.5 s", "\n";
?>
--EXPECT--
idle
