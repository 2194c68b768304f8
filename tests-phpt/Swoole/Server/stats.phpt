--TEST--
Swoole\Server::stats(): counts connections, requests and responses
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $stats = $server->stats();
        $server->push($frame->fd, json_encode([
            'connection_num' => $stats['connection_num'], 'accept_count' => $stats['accept_count'], 'close_count' => $stats['close_count'],
            'worker_num' => $stats['worker_num'], 'started' => abs($stats['start_time'] - time()) < 60,
        ]));
    });
    PHP);
$one = WebSocketClient::connect($server->port);
$two = WebSocketClient::connect($server->port);
WebSocketClient::connect($server->port)->close();
echo $two->ask('?'), "\n";
?>
--EXPECT--
{"connection_num":2,"accept_count":3,"close_count":1,"worker_num":1,"started":true}
