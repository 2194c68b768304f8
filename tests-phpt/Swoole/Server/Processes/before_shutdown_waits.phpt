--TEST--
Swoole\Server: what waits in the master, in onBeforeShutdown for instance, comes to its end before workers do, up to max_wait_time
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

foreach ([false, true] as $singleThread) {
    $server = Server::webSocket(<<<'PHP'
        $asked = new Swoole\Atomic();
        $server->on('beforeShutdown', function () use ($asked) {
            echo "begun\n";
            while ($asked->get() === 0) {
                Swoole\Coroutine::sleep(0.01);
            }
            echo "ended\n";
        });
        $server->on('workerStop', function () {
            echo "stop of the worker\n";
        });
        $server->on('message', function ($server, $frame) use ($asked) {
            $server->push($frame->fd, $frame->data);
            $asked->add();
        });
        PHP, ['worker_num' => 1, 'single_thread' => $singleThread], 'SWOOLE_PROCESS');
    $client = WebSocketClient::connect($server->port);
    $server->signal(SIGTERM);
    $server->awaitOutput("begun\n");
    // Clients are served meanwhile.
    show($client->ask('anybody there?'), $client->receiveCloseCode(), $server->awaitExit());
    echo $server->output();
}

$server = Server::webSocket(<<<'PHP'
    $server->on('start', function () {
        go(function () {
            while (true) {
                Swoole\Coroutine::sleep(0.1);
            }
        });
    });
    $server->on('workerStop', function () {
        echo "stop of the worker\n";
    });
    PHP, ['worker_num' => 1, 'max_wait_time' => 1, 'log_level' => SWOOLE_LOG_WARNING], 'SWOOLE_PROCESS');
show($server->stop());
echo preg_replace('/^\[.*?\]\s+/m', '', $server->output());
?>
--EXPECT--
anybody there?
close 1001
exit 0
begun
ended
stop of the worker
anybody there?
close 1001
exit 0
begun
ended
stop of the worker
exit 0
WARNING	max_wait_time is over: what goes on in the master is left where it is
stop of the worker
