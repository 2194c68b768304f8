--TEST--
Swoole\Process\Pool: a worker without coroutines may run a server, in both modes; the pool's end is the server's
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::script(<<<'PHP'
        <?php
        $pool = new Swoole\Process\Pool(1);
        $pool->on('workerStart', function ($pool, $worker) use ($argv) {
            $server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
            $server->set(['worker_num' => 2]);
            $server->on('message', fn ($server, $frame) => $server->push($frame->fd, $frame->data));
            $server->on('shutdown', function () {
                echo "the server ends\n";
            });
            var_dump($server->start());
        });
        $pool->on('workerStop', function () {
            echo "the worker ends\n";
        });
        $pool->start();
        echo "the pool has ended\n";
        PHP, [$mode]);
    echo WebSocketClient::connect($server->port)->ask("echo of $mode"), "\n", $server->stop(), "\n", $server->output();
}
?>
--EXPECT--
echo of SWOOLE_BASE
exit 0
the server ends
bool(true)
the worker ends
the pool has ended
echo of SWOOLE_PROCESS
exit 0
the server ends
bool(true)
the worker ends
the pool has ended
