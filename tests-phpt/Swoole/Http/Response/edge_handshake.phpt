--TEST--
Swoole\Http\Response in onHandshake: detached and answered with send() or create(), refused, never ended, with a body
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpResponse, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('handshake', function ($request, $response) use ($server) {
        $fd = $request->fd;
        $accept = base64_encode(sha1($request->header['sec-websocket-key'] . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
        $fields = ['Upgrade' => 'websocket', 'Connection' => 'Upgrade', 'Sec-WebSocket-Accept' => $accept];
        $answer = function ($response, $body = null) use ($fields) {
            foreach ($fields as $name => $value) {
                $response->header($name, $value);
            }
            $response->status(101);
            return @$response->end($body);
        };
        switch ($request->server['path_info']) {
            case '/send':
                $response->detach();
                $lines = array_map(fn ($name, $value) => "$name: $value\r\n", array_keys($fields), $fields);
                $server->send($fd, "HTTP/1.1 101 Switching Protocols\r\n" . implode($lines) . "\r\n");
                break;
            case '/create':
                $response->detach();
                $answer(Swoole\Http\Response::create($fd));
                break;
            case '/body':
                echo json_encode($answer($response, 'no frame')), "\n";
                break;
            case '/compression':
                $response->header('Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits=9');
                $answer($response);
                break;
            case '/write':
                $response->status(101);
                echo json_encode([@$response->write('x'), @$response->sendfile(__FILE__)]), "\n";
                break;
            case '/refuse':
                $response->status(403);
                $response->header('X-Why', 'because');
                $response->end('refused');
                break;
            case '/silent':
                break;
        }
    });
    PHP, ['websocket_compression' => true]);
foreach (['/send', '/create', '/body'] as $path) {
    echo $path, ' ', WebSocketClient::connect($server->port, $path)->ask('hello'), "\n";
}
$key = base64_encode(str_repeat('k', 16));
foreach (['/compression', '/write', '/refuse', '/silent'] as $path) {
    $socket = Socket::connect($server->port);
    $socket->write(WebSocketClient::request($path, $key, ['Sec-WebSocket-Extensions: permessage-deflate']));
    $answer = HttpResponse::read($socket);
    echo $path, ' ', $answer, ' ', json_encode([$answer->header('Connection'), $answer->header('Sec-WebSocket-Extensions'), $answer->header('X-Why')]), "\n";
    if ($answer->status !== 101) {
        var_dump($socket->readToEnd());
    }
}
echo $server->output();
?>
--EXPECT--
/send hello
/create hello
/body hello
/compression 101 Switching Protocols ["Upgrade","permessage-deflate; server_no_context_takeover; client_no_context_takeover",null]
/write 500 Internal Server Error ["close",null,null]
string(0) ""
/refuse 403 Forbidden [refused] ["close",null,"because"]
string(0) ""
/silent 500 Internal Server Error ["close",null,null]
string(0) ""
true
[false,false]
