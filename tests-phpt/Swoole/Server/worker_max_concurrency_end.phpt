--TEST--
worker_max_concurrency: when the worker ends, however it does, the requests that wait there are answered with 503
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../include/concurrency.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, kill, queue, request, show};

foreach (SwooleTest\MODES as $mode) {
    foreach (['shutdown', 'stop', 'reload', 'exit', 'throw', 'fatal', 'kill'] as $how) {
        $server = Server::webSocket(SwooleTest\HOLDING . <<<'PHP'

            ini_set('display_errors', 0);
            // Those that have begun finish.
            $server->on('workerExit', function () use (&$gates) {
                Swoole\Coroutine::create(function () use (&$gates) {
                    foreach ($gates as $gate) {
                        $gate->push(true);
                    }
                });
            });
            PHP, ['worker_max_concurrency' => 1, 'max_request' => 10000, 'log_level' => SWOOLE_LOG_NONE], $mode);
        $control = WebSocketClient::connect($server->port);
        $clients = queue($server, $control, 'a', 'b', 'c');
        if ($how === 'kill') {
            kill((int) $control->ask('pid'), SIGKILL);
        } else {
            $control->send($how);
        }
        $answers = [];
        foreach ($clients as $name => $client) {
            $bytes = $client->socket->readToEnd();
            if ($name !== 'a' || in_array($how, ['shutdown', 'stop', 'reload'])) {
                $answers[] = $bytes === '' ? 'nothing' : explode(' ', $bytes)[1];
            }
        }
        $end = '';
        if ($how === 'shutdown') {
            $end = $server->awaitExit();
        } else {
            // Its successor has nothing to do with them.
            $control = WebSocketClient::connect($server->port);
            $end = $control->ask('stats') . ' ' . request($server, '/')->read()->body . ', ' . $server->stop();
        }
        show("$mode $how: " . implode(' ', $answers) . ", $end");
    }
}

// One process that does everything.
foreach (['exit', 'stop'] as $how) {
    $server = Server::webSocket(SwooleTest\HOLDING, ['worker_max_concurrency' => 1, 'max_wait_time' => 1]);
    $control = WebSocketClient::connect($server->port);
    $clients = queue($server, $control, 'a', 'b', 'c');
    $control->send($how);
    show("alone, $how: " . $clients['b']->read()->status . ' ' . $clients['c']->read()->status . ', ' . $server->awaitExit());
}
?>
--EXPECT--
SWOOLE_BASE shutdown: 200 503 503, exit 0
SWOOLE_BASE stop: 200 503 503, 0 0 served, exit 0
SWOOLE_BASE reload: 200 503 503, 0 0 served, exit 0
SWOOLE_BASE exit: 503 503, 0 0 served, exit 0
SWOOLE_BASE throw: 503 503, 0 0 served, exit 0
SWOOLE_BASE fatal: 503 503, 0 0 served, exit 0
SWOOLE_BASE kill: nothing nothing, 0 0 served, exit 0
SWOOLE_PROCESS shutdown: 200 503 503, exit 0
SWOOLE_PROCESS stop: 200 503 503, 0 0 served, exit 0
SWOOLE_PROCESS reload: 200 503 503, 0 0 served, exit 0
SWOOLE_PROCESS exit: 503 503, 0 0 served, exit 0
SWOOLE_PROCESS throw: 503 503, 0 0 served, exit 0
SWOOLE_PROCESS fatal: 503 503, 0 0 served, exit 0
SWOOLE_PROCESS kill: nothing nothing, 0 0 served, exit 0
alone, exit: 503 503, exit 255
alone, stop: 503 503, exit 0
