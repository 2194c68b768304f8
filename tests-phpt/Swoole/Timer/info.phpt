--TEST--
Swoole\Timer: info(), list(), stats(), exists(), clearAll()
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    use Swoole\Timer;

    $server->on('message', function ($server, $frame) {
        $before = Timer::stats()['num'];
        $tick = Timer::tick(60000, fn () => null);
        $after = Timer::after(120000, fn () => null);
        $info = Timer::info($tick);
        $ids = iterator_to_array(Timer::list(), false);
        sort($ids);
        echo json_encode([
            array_keys($info), $info['interval'], Timer::info($after)['interval'], $info['removed'], $info['exec_count'],
            Timer::info(999999),
            get_class(Timer::list()), count(Timer::list()), $ids === [$tick, $after],
            Timer::stats()['num'] - $before, array_keys(Timer::stats()),
            Timer::exists($tick), Timer::exists(999999), Timer::clear(999999),
            Timer::clearAll(), Timer::exists($tick), Timer::stats()['num'] - $before,
        ], JSON_PRETTY_PRINT), "\n";
        $server->push($frame->fd, 'done');
    });
    PHP);
WebSocketClient::connect($server->port)->ask('go');
echo $server->output();
?>
--EXPECT--
[
    [
        "exec_msec",
        "exec_count",
        "interval",
        "round",
        "removed"
    ],
    60000,
    0,
    false,
    0,
    null,
    "Swoole\\Timer\\Iterator",
    2,
    true,
    2,
    [
        "initialized",
        "num",
        "round"
    ],
    true,
    false,
    false,
    true,
    false,
    0
]
