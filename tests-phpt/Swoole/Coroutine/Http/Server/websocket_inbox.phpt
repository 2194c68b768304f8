--TEST--
Coroutine WebSocket server: what a handler does not receive waits with the client, not in memory; order is kept
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, HttpClient, WebSocketClient};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $gate = new Coroutine\Channel(1);
    $server->handle('/busy', function (Request $request, Response $ws) use ($gate) {
        $ws->upgrade();
        $before = memory_get_usage();
        $ws->push('busy');
        $gate->pop();
        $grown = memory_get_usage() - $before;
        $sum = $count = 0;
        while ($count < (int) $request->get['n'] && $frame = $ws->recv(30)) {
            $sum += (int) $frame->data === $count++ ? 1 : 0;
        }
        $ws->push(json_encode([$count, $sum, $grown < 4 << 20]));
    });
    $server->handle('/open', fn ($request, $response) => $response->end(json_encode($gate->push(true))));
    PHP);
foreach ([[50_000, 0], [3000, 10_000]] as [$count, $padding]) {
    $client = WebSocketClient::connect($server->port, "/busy?n=$count");
    show($client->receive());
    $frames = '';
    for ($i = 0; $i < $count; $i++) {
        $frames .= Frame::encode($i . str_repeat(' ', $padding));
    }
    // The kernel's buffers take the small ones. With the large ones, writing goes on when the handler receives.
    $sent = 0;
    if ($padding === 0) {
        $client->socket->write($frames);
        HttpClient::get($server->port, '/open');
    } else {
        $client->socket->write(substr($frames, 0, 1 << 20));
        HttpClient::get($server->port, '/open');
        $client->socket->write(substr($frames, 1 << 20));
    }
    show($client->receive());
}
?>
--EXPECT--
text busy
text [50000,50000,true]
text busy
text [3000,3000,true]
