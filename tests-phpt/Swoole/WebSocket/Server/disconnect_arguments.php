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
