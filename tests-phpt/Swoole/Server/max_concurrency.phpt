--TEST--
max_concurrency: a request that comes when so many are under way in all workers is answered with 503, and its connection closed
--FILE--
<?php
require __DIR__ . '/../../include/concurrency.php';

use SwooleTest\{HttpClient, HttpResponse, Server, Socket, WebSocketClient};
use function SwooleTest\{awaitStats, queue, request, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(SwooleTest\HOLDING, ['max_concurrency' => 2], $mode);
    $control = WebSocketClient::connect($server->port);
    ['a' => $a, 'b' => $b] = queue($server, $control, 'a', 'b');
    $client = request($server, '/');
    $response = $client->read();
    show("$response->status '$response->body'", $client->socket->readToEnd());
    $socket = Socket::connect($server->port);
    $socket->write(WebSocketClient::request('/', 'AQIDBAUGBwgJCgsMDQ4PEA=='));
    show(HttpResponse::read($socket)->status, $socket->readToEnd(), $control->ask('stats'));
    $control->ask('open a');
    show($a->read()->body, request($server, '/')->read()->body, $control->ask('stats'));
    // On the same connection, and with another request behind it.
    queue($server, $control, 'c');
    $a->socket->write(str_repeat("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 2));
    show($a->read()->status, $a->socket->readToEnd());
    $control->ask('open b');
    $control->ask('open c');
    show($b->read()->body, 'begun: ' . $control->ask('begun'), $server->stop());

    // Workers count together.
    $server = Server::webSocket(SwooleTest\HOLDING, ['worker_num' => 2, 'max_concurrency' => 2], $mode);
    $of = [];
    while (count($of) < 2) {
        $client = new HttpClient($server->port);
        $of[$client->request('GET', '/who')->body] ??= $client;
    }
    $control = WebSocketClient::connect($server->port);
    $of[0]->send('GET', '/keep/0');
    $of[1]->send('GET', '/keep/1');
    awaitStats($control, '2 1');
    show(request($server, '/')->read()->status, $server->stop());
}

// Numbers below 1 are 1, as in Swoole.
foreach ([0, -7, 1] as $most) {
    $server = Server::webSocket(SwooleTest\HOLDING, ['max_concurrency' => $most]);
    $control = WebSocketClient::connect($server->port);
    $clients = queue($server, $control, 'a');
    show("$most: " . request($server, '/')->read()->status);
    $control->ask('open a');
    show($server->stop());
}
?>
--EXPECT--
503 ''

503

2 2
a
served
1 1
503

b
begun: a b other c
exit 0
503
exit 0
503 ''

503

2 2
a
served
1 1
503

b
begun: a b other c
exit 0
503
exit 0
0: 503
exit 0
-7: 503
exit 0
1: 503
exit 0
