--TEST--
worker_max_concurrency: further requests wait in the worker, begin in order as others end, and are dropped if their connection ends
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../../include/concurrency.php';

use SwooleTest\{HttpClient, Server, Socket, WebSocketClient};
use function SwooleTest\{awaitStats, queue, request, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(SwooleTest\HOLDING, ['worker_max_concurrency' => 2], $mode);
    $control = WebSocketClient::connect($server->port);
    $clients = queue($server, $control, 'a', 'b', 'c', 'd', 'e');
    $socket = Socket::connect($server->port);
    $socket->write(WebSocketClient::request('/hold', 'AQIDBAUGBwgJCgsMDQ4PEA=='));
    awaitStats($control, '6 6');
    show('begun: ' . $control->ask('begun'));

    // The next one begins when the one that has ended is over, not inside of it.
    show($control->ask('open b'));
    show($clients['b']->read()->body . ' ' . $control->ask('stats') . ', begun: ' . $control->ask('begun'));

    // One that waits: its client has gone.
    $clients['d']->socket->reset();
    awaitStats($control, '4 4');

    // A handshake waits as any request does.
    $control->ask('open a');
    $control->ask('open c');
    show($clients['a']->read()->body . $clients['c']->read()->body . ' ' . $control->ask('stats') . ', begun: ' . $control->ask('begun'));
    $control->ask('open handshake');
    show(explode("\r\n", $socket->readUntil("\r\n\r\n"))[0]);
    $control->ask('open e');
    show($clients['e']->read()->body . ' ' . $control->ask('stats'));

    // Responses that the application keeps hold others up, too, until they are destroyed.
    $kept = [request($server, '/keep/1')];
    awaitStats($control, '1 1');
    $kept[] = request($server, '/keep/2');
    awaitStats($control, '2 2');
    $quick = [];
    foreach (range(1, 20) as $i) {
        $quick[] = request($server, '/');
        awaitStats($control, $i + 2 . ' ' . $i + 2);
    }
    $control->ask('drop 2');
    show($kept[1]->read()->status, implode(' ', array_unique(array_map(fn (HttpClient $client): string => $client->read()->body, $quick))));
    show($control->ask('stats'), $control->ask('end 1'), $server->stop());
}
?>
--EXPECT--
begun: a b
0 begun meanwhile
b 5 5, begun: c
ac 2 2, begun: e handshake
HTTP/1.1 101 Switching Protocols
e 0 0
500
served
1 1
true
exit 0
begun: a b
0 begun meanwhile
b 5 5, begun: c
ac 2 2, begun: e handshake
HTTP/1.1 101 Switching Protocols
e 0 0
500
served
1 1
true
exit 0
