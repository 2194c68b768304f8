--TEST--
Swoole\Server: a worker in an endless loop is killed after max_wait_time when it is to end, by a reload or by a stop
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, children, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            if ($frame->data === 'hang') {
                echo "hangs\n";
                while (true);
            }
            $server->push($frame->fd, (string) getmypid());
        });
        $server->on('afterReload', function () {
            echo "afterReload\n";
        });
        PHP, ['worker_num' => 2, 'max_wait_time' => 0.2], $mode);
    $manager = manager($server, $mode);
    $old = awaitChildren($manager, 2);
    foreach (['reload', 'stop'] as $i => $how) {
        $client = WebSocketClient::connect($server->port);
        $client->send('hang');
        await(fn () => substr_count($server->output(), 'hangs') === $i + 1, 'it does not hang');
        if ($how === 'reload') {
            $server->signal(SIGUSR1);
            $server->awaitOutput('afterReload');
            show(array_intersect($old, children($manager)), count(children($manager)), in_array((int) WebSocketClient::connect($server->port)->ask('?'), children($manager), true));
        } else {
            show($server->stop());
        }
    }
    show(preg_replace(['/^\[.*?\]\s*/m', '/pid=\d+/', '/id=\d/', '/#\d+/'], ['', 'pid', 'id', ''], trim($server->output())));
}
?>
--EXPECT--
[]
2
true
exit 0
hangs
INFO	Server is reloading all workers now
WARNING	force kill worker process(pid, id)
WARNING	Worker::report_error(): worker(pid, id) abnormal exit, status=0, signal=9
afterReload
hangs
WARNING	force kill worker process(pid, id)
[]
2
true
exit 0
hangs
INFO	Server is reloading all workers now
WARNING	force kill worker process(pid, id)
WARNING	the event of session that worker(pid, id) had begun is lost
WARNING	Worker::report_error(): worker(pid, id) abnormal exit, status=0, signal=9
afterReload
hangs
WARNING	force kill worker process(pid, id)
WARNING	the event of session that worker(pid, id) had begun is lost
