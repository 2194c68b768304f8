--TEST--
Swoole\Server::stop(): this worker, another one, one that does not exist
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, children, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('workerStart', function ($server, $id) {
            echo "up $id\n";
        });
        $server->on('message', function ($server, $frame) {
            $who = match ($frame->data) {
                'own' => -1,
                'other' => 1 - $server->worker_id,
                default => 99,
            };
            $server->push($frame->fd, json_encode([$server->worker_id, $server->stop($who)]));
        });
        PHP, ['worker_num' => 2, 'log_level' => SWOOLE_LOG_NONE], $mode);
    await(fn () => preg_match_all('/^up/m', $server->output()) === 2, 'not all have started');
    $manager = manager($server, $mode);
    foreach (['own', 'other', 'nobody'] as $who) {
        $before = children($manager);
        $server->newOutput();
        [$worker, $done] = json_decode(WebSocketClient::connect($server->port)->ask($who));
        if ($done) {
            await(fn () => count(array_diff($before, children($manager))) === 1 && count(children($manager)) === 2, 'nobody was replaced');
            await(fn () => preg_match_all('/^up/m', $server->output()) === ($who === 'own' ? 3 : 4), 'the successor does not start');
        }
        $expected = "up " . ($who === 'own' ? $worker : 1 - $worker);
        show($who, $done, trim($server->newOutput()) === ($done ? $expected : ''));
    }
    show($server->stop());
}
?>
--EXPECT--
own
true
true
other
true
true
nobody
false
true
exit 0
own
true
true
other
true
true
nobody
false
true
exit 0
