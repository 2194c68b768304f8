--TEST--
Swoole\WebSocket\Server::disconnect(): what cannot be sent is refused and the connection lives on
--DESCRIPTION--
RFC 6455: a reason of more than 123 bytes does not fit a control frame (5.5); codes below 1000, above 4999
and 1005, 1006 and 1015 must not be sent (7.4).
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        [$code, $reason] = unserialize($frame->data);
        $refused = @$server->disconnect($frame->fd, $code, $reason) === false;
        $server->push($frame->fd, $refused ? 'refused' : 'sent');
    });
    $server->on('request', function ($request, $response) use ($server) {
        $response->end(json_encode([@$server->disconnect(999), @$server->disconnect($request->fd)]));
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$bad = [
    [1000, str_repeat('r', 124)], [1000, "\xff\xfe"],
    [0, ''], [999, ''], [1005, ''], [1006, ''], [1015, ''], [5000, ''], [-1, ''], [65536 + 1000, ''],
];
foreach ($bad as [$code, $reason]) {
    echo $code, ' ', strlen($reason), ' ', $client->ask(serialize([$code, $reason]), SwooleTest\Frame::BINARY), "\n";
}
echo SwooleTest\HttpClient::get($server->port, '/'), "\n";
?>
--EXPECT--
1000 124 refused
1000 2 refused
0 0 refused
999 0 refused
1005 0 refused
1006 0 refused
1015 0 refused
5000 0 refused
-1 0 refused
66536 0 refused
200 OK [[false,false]]
