--TEST--
Swoole\Server: timers in the manager run there, and only there
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\Server;
use function SwooleTest\{await, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('managerStart', function ($server) {
            Swoole\Timer::tick(5, function () use ($server) {
                echo $server->getManagerPid() === getmypid() ? "tick\n" : "elsewhere\n";
            });
            $server->reload();
        });
        $server->on('afterReload', function () {
            echo "afterReload\n";
        });
        $server->on('workerStart', function () {
            echo 'timers: ' . count(iterator_to_array(Swoole\Timer::list())) . "\n";
        });
        PHP, ['worker_num' => 2, 'log_level' => SWOOLE_LOG_ERROR], $mode);
    $server->awaitOutput('afterReload');
    $ticks = substr_count($server->output(), 'tick');
    await(fn () => substr_count($server->output(), 'tick') > $ticks + 2, 'the timer has stopped');
    show($server->stop(), substr_count($server->output(), "timers: 0\n"), str_contains($server->output(), 'elsewhere'));
}
?>
--EXPECT--
exit 0
4
false
exit 0
4
false
