--TEST--
Swoole\Server: a worker that is killed while its tasks are done: its successor gets results for onFinish, and no result is taken for that of another task
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\{TaskServer, WebSocketClient};
use function SwooleTest\{await, kill, show};

foreach (SwooleTest\MODES as $mode) {
    $server = new TaskServer(<<<'PHP'
        final class Gate
        {
            public static Swoole\Atomic $gate;
        }
        Gate::$gate = new Swoole\Atomic(0);
        $server->on('task', function ($server, $id, $from, $data) {
            $data === 'first' && Gate::$gate->wait(10);
            return strrev($data);
        });
        $server->on('finish', function ($server, $id, $data) {
            echo "finish $data\n";
        });
        $server->on('workerStart', function ($server, $id) {
            echo "start $id\n";
        });
        PHP, ['log_level' => SWOOLE_LOG_WARNING], $mode);
    $server->lines(2);
    $pid = $server->pid(0);
    // Ids 0 to 3.
    $server->run('$server->task("first"); $server->task("plain"); $server->task("callback", -1, fn () => print("wrong")); go(fn () => $server->taskwait("wait", -1));');
    kill($pid, SIGKILL);
    await(fn () => substr_count($server->server->output(), "start 0\n") === 2, 'no successor');
    $client = WebSocketClient::connect($server->server->port);
    // The same ids. The gate opens when all have been given.
    $client->send('Swoole\Timer::after(1, fn () => Gate::$gate->wakeup()); return $server->taskCo(["a1", "b2", "c3", "d4"], 10);');
    show(json_decode($client->receive()->payload)[0]);
    $output = $server->lines(5);
    show(preg_match_all('/^finish nialp$/m', $output), preg_match_all('/^finish tsrif$/m', $output), $server->server->stop());
    preg_match_all('/WARNING\t(php_swoole.*|.*require.*)|Warning: .*onFinish.*(?= in)/', $server->server->output(), $found);
    show(...$found[0]);
}
?>
--EXPECT--
["1a","2b","3c","4d"]
1
1
exit 0
Warning: Swoole\Server::start(): require 'onFinish' callback
WARNING	php_swoole_server_onFinish() (ERRNO 2003): task[3] has expired
["1a","2b","3c","4d"]
1
1
exit 0
Warning: Swoole\Server::start(): require 'onFinish' callback
WARNING	php_swoole_server_onFinish() (ERRNO 2003): task[3] has expired
