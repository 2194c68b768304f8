--TEST--
Swoole\Server::stats(): a connection that was closed counts as such at once, not when its client has hung up
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            foreach ($server->connections as $fd) {
                if ($frame->data === 'close' && $fd !== $frame->fd) {
                    $server->close($fd);
                }
            }
            $numbers = ['accept_count' => 0, 'close_count' => 0, 'connection_num' => 0];
            $server->push($frame->fd, json_encode(array_intersect_key($server->stats(), $numbers)));
        });
        PHP, ['reactor_num' => 1], $mode);
    $clients = [];
    for ($i = 0; $i < 3; $i++) {
        $clients[] = WebSocketClient::connect($server->port);
    }
    $witness = WebSocketClient::connect($server->port);
    show($witness->ask('?'));
    $witness->ask('close');
    foreach ($clients as $client) {
        // They neither answer nor hang up.
        show($client->receive());
    }
    show($witness->ask('?'), $server->stop());
}
?>
--EXPECT--
{"connection_num":4,"accept_count":4,"close_count":0}
close 1000
close 1000
close 1000
{"connection_num":1,"accept_count":4,"close_count":3}
exit 0
{"connection_num":4,"accept_count":4,"close_count":0}
close 1000
close 1000
close 1000
{"connection_num":1,"accept_count":4,"close_count":3}
exit 0
