--TEST--
Swoole\Server: after SIGRTMIN all processes write into a new log file
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

foreach ([['SWOOLE_BASE', 1], ['SWOOLE_BASE', 2], ['SWOOLE_PROCESS', 2]] as [$mode, $workers]) {
    $log = Server::temporaryDirectory() . '/log';
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            // There is no such worker: that is logged.
            $server->stop(99);
            $server->push($frame->fd, 'logged');
        });
        PHP, ['worker_num' => $workers, 'log_file' => $log], $mode);
    $client = WebSocketClient::connect($server->port);
    $client->ask('?');
    show(substr_count(file_get_contents($log), 'the worker_id[99] is invalid'));
    rename($log, "$log.old");
    $server->signal(34);
    $deadline = microtime(true) + SwooleTest\PATIENCE;
    do {
        usleep(2000);
        $client->ask('?');
        // The manager, or the one process, says that there is nothing to reload.
        $server->signal(SIGUSR2);
        clearstatcache();
        $new = (string) @file_get_contents($log);
    } while (!(str_contains($new, 'the worker_id[99] is invalid') && preg_match('/cannot reload|single process/', $new)) && microtime(true) < $deadline);
    show(preg_match_all('/^\[\S+ \S+ [*$]\d+\.[01]\]\tWARNING\t/m', $new) === substr_count($new, "\n"), $server->stop());
}
?>
--EXPECT--
1
true
exit 0
1
true
exit 0
1
true
exit 0
