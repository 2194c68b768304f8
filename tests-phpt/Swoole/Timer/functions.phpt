--TEST--
swoole_timer_tick(), swoole_timer_after(), swoole_timer_clear() and the other function names
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $before = swoole_timer_stats()['num'];
        $id = swoole_timer_tick(60000, fn () => null);
        $results = [
            swoole_timer_exists($id), swoole_timer_info($id)['interval'], count(swoole_timer_list()), swoole_timer_stats()['num'] - $before,
            swoole_timer_clear($id), swoole_timer_exists($id), swoole_timer_clear_all(),
        ];
        swoole_timer_after(1, function ($results) use ($server, $frame) {
            $server->push($frame->fd, json_encode($results));
        }, $results);
    });
    PHP);
echo WebSocketClient::connect($server->port)->ask('go'), "\n";
?>
--EXPECT--
[true,60000,1,1,true,false,true]
