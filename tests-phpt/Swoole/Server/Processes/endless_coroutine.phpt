--TEST--
Swoole\Server: a worker with a coroutine that never ends ends in order all the same: it has time for that beyond max_wait_time
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, awaitGone, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('workerStart', function ($server, $id) {
            if ($id === 0) {
                go(function () {
                    while (true) {
                        Swoole\Coroutine::sleep(0.1);
                    }
                });
            }
        });
        $server->on('workerStop', function ($server, $id) {
            echo $id < 1 ? "stop of the worker\n" : '';
        });
        $server->on('message', fn ($server, $frame) => $server->push($frame->fd, $frame->data . ' ' . getmypid()));
        // With it there is more than one process in both modes.
        $server->on('task', fn () => null);
        PHP, ['task_worker_num' => 1, 'max_wait_time' => 1, 'log_level' => SWOOLE_LOG_WARNING], $mode);
    $manager = manager($server, $mode);
    awaitChildren($manager, 2);
    $client = WebSocketClient::connect($server->port);
    [$text, $old] = explode(' ', $client->ask('before'));
    $server->signal(SIGUSR1);
    awaitGone([(int) $old]);
    await(fn () => str_contains($server->output(), 'stop of the worker'), 'the worker was not stopped in order');
    [$text, $new] = explode(' ', $client->ask('after'));
    show($text, $old !== $new);
    $server->signal(SIGTERM);
    show($client->receiveCloseCode());
    show($server->awaitExit());
    show(...explode("\n", trim(preg_replace('/^\[.*?\]\s+/m', '', $server->output()))));
}
?>
--EXPECT--
after
true
close 1001
exit 0
WARNING	Worker_reactor_try_to_exit() (ERRNO 9101): worker exit timeout, forced termination
stop of the worker
WARNING	Worker_reactor_try_to_exit() (ERRNO 9101): worker exit timeout, forced termination
stop of the worker
after
true
close 1001
exit 0
WARNING	Worker_reactor_try_to_exit() (ERRNO 9101): worker exit timeout, forced termination
stop of the worker
WARNING	Worker_reactor_try_to_exit() (ERRNO 9101): worker exit timeout, forced termination
stop of the worker
