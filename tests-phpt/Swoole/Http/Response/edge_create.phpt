--TEST--
Swoole\Http\Response::create(): arguments, several for one request, an unknown session, a WebSocket
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    use Swoole\Http\Response;

    $server->on('request', function ($request, $response) use ($server) {
        $fd = $request->fd;
        switch ($request->server['path_info']) {
            case '/arguments':
                foreach ([[], [1], [null, null], [$server], [$request, $server], new stdClass] as $argument) {
                    echo json_encode([Response::create($argument, $fd), swoole_last_error()]), "\n";
                }
                echo json_encode(Response::create($server, 12345)), "\n";
                $unknown = Response::create(12345);
                echo json_encode([$unknown->isWritable(), $unknown->end('x'), swoole_last_error(), $unknown->isWritable()]), "\n";
                $response->end('done');
                break;
            case '/several':
                $response->detach();
                $first = Response::create($fd);
                $second = Response::create([$server, $request]);
                echo json_encode([$second->end('second'), $first->end('first'), swoole_last_error()]), "\n";
                break;
            case '/dropped':
                $response->detach();
                Response::create($fd);
                break;
            case '/again':
                $response->detach();
                $created = Response::create($fd);
                $created->detach();
                Response::create($fd)->end('detached twice');
                break;
            case '/head':
                $response->detach();
                Response::create($fd)->end('nothing but a head');
                break;
        }
    });
    $server->on('open', fn ($server, $request) => $server->push($request->fd, json_encode(Response::create($request->fd)->end('no frame'))));
    PHP);
$client = new HttpClient($server->port);
foreach (['/arguments', '/several', '/dropped', '/again'] as $path) {
    echo $client->request('GET', $path), "\n";
}
echo $client->request('HEAD', '/head')->header('Content-Length'), "\n";
echo $client->request('GET', '/several'), "\n";
echo WebSocketClient::connect($server->port)->receiveMessage(), "\n";
echo preg_replace('/ in \S+ on line \d+/', '', $server->output());
?>
--EXPECT--
200 OK [done]
200 OK [second]
500 Internal Server Error
200 OK [detached twice]
18
200 OK [second]
false

Warning: Swoole\Http\Response::create(): parameter $1.second must be instanceof Http\Request
[false,503]

Warning: Swoole\Http\Response::create(): parameter $1.second must be instanceof Http\Request
[false,503]

Warning: Swoole\Http\Response::create(): parameter $1.second must be instanceof Http\Request
[false,503]

Warning: Swoole\Http\Response::create(): parameter $1.second must be instanceof Http\Request
[false,503]

Warning: Swoole\Http\Response::create(): parameter $1.second must be instanceof Http\Request
[false,503]

Warning: Swoole\Http\Response::create(): parameter $1 must be instanceof Server or Coroutine\Socket
[false,503]

Warning: Swoole\Http\Response::create(): parameter $2 (12345) must be valid connection session_id
false
[true,false,1005,false]
[true,false,7106]
[true,false,7106]
