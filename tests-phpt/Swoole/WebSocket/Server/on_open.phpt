--TEST--
Swoole\WebSocket\Server: open is called with the server and the handshake's request
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('open', function (Swoole\WebSocket\Server $server, Swoole\Http\Request $request) {
        $server->push($request->fd, json_encode([
            'fd' => $request->fd,
            'path' => $request->server['path_info'],
            'get' => $request->get,
            'agent' => $request->header['user-agent'],
            'cookie' => $request->cookie,
        ], JSON_UNESCAPED_SLASHES));
    });
    PHP);
$client = WebSocketClient::connect($server->port, '/chat?room=7&tags[]=a&tags[]=b', ['User-Agent: phpt', 'Cookie: sid=1; theme=dark%20blue']);
echo $client->receiveMessage(), "\n";
$client = WebSocketClient::connect($server->port, '/', ['User-Agent: second']);
echo $client->receiveMessage(), "\n";
?>
--EXPECT--
{"fd":1,"path":"/chat","get":{"room":"7","tags":["a","b"]},"agent":"phpt","cookie":{"sid":"1","theme":"dark blue"}}
{"fd":2,"path":"/","get":null,"agent":"second","cookie":null}
