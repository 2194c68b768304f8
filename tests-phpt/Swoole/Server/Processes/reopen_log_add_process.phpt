--TEST--
Swoole\Server: processes of addProcess() write into a new log file after SIGRTMIN, and go on
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\Server;
use function SwooleTest\{await, show};

foreach (SwooleTest\MODES as $mode) {
    $log = Server::temporaryDirectory() . '/log';
    $server = Server::webSocket(<<<'PHP'
        foreach ([false, true] as $coroutines) {
            $server->addProcess(new Swoole\Process(function () use ($coroutines) {
                while (true) {
                    swoole_error_log(SWOOLE_LOG_WARNING, $coroutines ? 'with coroutines' : 'without');
                    $coroutines ? Swoole\Coroutine::sleep(0.01) : usleep(10_000);
                }
            }, false, 0, $coroutines));
        }
        PHP, ['worker_num' => 1, 'log_file' => $log], $mode);
    $complete = function () use ($log): bool {
        $text = (string) @file_get_contents($log);

        return str_contains($text, 'with coroutines') && str_contains($text, 'without');
    };
    await($complete, 'nothing was logged');
    rename($log, "$log.old");
    $server->signal(34);
    await($complete, 'not all write into the new file');
    show(str_contains(file_get_contents("$log.old") . file_get_contents($log), 'abnormal exit'), $server->stop());
}
?>
--EXPECT--
false
exit 0
false
exit 0
