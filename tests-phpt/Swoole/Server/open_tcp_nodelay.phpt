--TEST--
Swoole\Server: a small answer is not held back by Nagle's algorithm
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, 'one');
        Swoole\Timer::after(1, function () use ($server, $frame) {
            $server->push($frame->fd, 'two');
        });
    });
    PHP, ['open_tcp_nodelay' => true]);
$client = WebSocketClient::connect($server->port);
$start = microtime(true);
for ($i = 0; $i < 100; $i++) {
    $client->send('x');
    $client->receive();
    $client->receive();
}
// With Nagle and delayed acknowledgements each round would take 40 ms.
echo microtime(true) - $start < 3 ? 'prompt' : 'delayed', "\n";
?>
--EXPECT--
prompt
