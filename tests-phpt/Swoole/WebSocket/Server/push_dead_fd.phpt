--TEST--
Swoole\WebSocket\Server::push(): to an fd that is unknown, closed, not yet established or plain HTTP
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    function attempt(int $fd): void
    {
        global $server;
        swoole_clear_error();
        var_dump($server->push($fd, 'anybody?'));
        echo 'last error: ', swoole_last_error(), ' ', $server->getLastError(), "\n";
    }
    $server->on('open', function ($server, $request) {
        attempt(999);
        attempt(0);
        attempt(-1);
    });
    $server->on('close', function ($server, $fd) {
        swoole_timer_after(1, function () use ($fd) {
            attempt($fd);
            echo "tried\n";
        });
    });
    $server->on('request', function ($request, $response) {
        attempt($request->fd);
        foreach ($GLOBALS['server']->connections as $fd) {
            if ($fd !== $request->fd) {
                attempt($fd);
            }
        }
        $response->end('survived');
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->close();
$server->awaitOutput('tried');
$halfway = Socket::connect($server->port);
$halfway->write("GET / HTTP/1.1\r\n");
echo HttpClient::get($server->port, '/'), "\n";
echo preg_replace('/ in \/\S+ on line \d+/', '', $server->output());
?>
--EXPECT--
200 OK [survived]

Warning: Swoole\WebSocket\Server::push(): session#999 does not exists
bool(false)
last error: 503 503

Warning: Swoole\WebSocket\Server::push(): session#0 does not exists
bool(false)
last error: 503 503

Warning: Swoole\WebSocket\Server::push(): session#-1 does not exists
bool(false)
last error: 503 503

Warning: Swoole\WebSocket\Server::push(): session#1 does not exists
bool(false)
last error: 503 503
tried

Warning: Swoole\WebSocket\Server::push(): the connected client of connection[3] is not a websocket client or closed
bool(false)
last error: 503 503

Warning: Swoole\WebSocket\Server::push(): the connected client of connection[2] is not a websocket client or closed
bool(false)
last error: 503 503
