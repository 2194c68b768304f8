--TEST--
Swoole\Server: a worker that has made way is stopped with the server, may be killed, and makes room for the next one
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, awaitGone, children, kill, manager, show, state};

foreach (SwooleTest\MODES as $mode) {
    $file = tempnam(sys_get_temp_dir(), 'end');
    $server = Server::webSocket("\$file = '$file';" . <<<'PHP'
        $server->on('workerStart', function () use ($file) {
            // Goes on when everything else has ended.
            go(function () use ($file) {
                while (file_exists($file)) {
                    Swoole\Coroutine::sleep(0.01);
                }
            });
        });
        $server->on('workerError', function ($server, $id, $pid, $code, $signal) {
            echo "workerError $id $signal\n";
        });
        $server->on('message', fn ($server, $frame) => $server->push($frame->fd, (string) getmypid()));
        PHP, ['worker_num' => 1, 'max_request' => 1_000_000, 'max_wait_time' => 60, 'log_level' => SWOOLE_LOG_NONE], $mode);
    $manager = manager($server, $mode);
    awaitChildren($manager, 1);
    $client = WebSocketClient::connect($server->port);
    $replace = function () use ($server, $client, $manager): int {
        $old = $client->ask('who?');
        $server->signal(SIGUSR1);
        await(fn () => $client->ask('who?') !== $old, 'there is no successor');
        return (int) $old;
    };
    // More than there are spare stations.
    for ($i = 0; $i < 20; $i++) {
        $old = $replace();
        show(...($i > 0 ? [] : [count(children($manager))]));
        kill($old, SIGKILL);
        awaitGone([$old]);
    }
    await(fn () => substr_count($server->output(), "workerError 0 9\n") === 20, 'not all were told of');
    show(count(children($manager)));
    // Who has left is waited for when the server stops, as the others are.
    $left = $replace();
    $server->signal(SIGTERM);
    await(fn () => $server->isRunning() && in_array(state($left), ['R', 'S'], true), 'it has ended');
    unlink($file);
    show($server->awaitExit());
    awaitGone([$left]);
}
?>
--EXPECT--
2
1
exit 0
2
1
exit 0
