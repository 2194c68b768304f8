--TEST--
reactor_num: one thread for each, but not more than workers; none with single_thread
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

/** How many threads of a process own sockets. */
function reactors(int $pid): int
{
    $names = array_map(file_get_contents(...), glob("/proc/$pid/task/*/comm"));

    return count(preg_grep('/^reactor#\d+$/', $names));
}

foreach ([
    'as many as workers' => ['reactor_num' => 2, 'worker_num' => 2],
    'more than workers' => ['reactor_num' => 4, 'worker_num' => 1],
    'fewer' => ['reactor_num' => 1, 'worker_num' => 3],
    'not said, one worker' => ['worker_num' => 1],
    'too many' => ['reactor_num' => 100_000, 'worker_num' => 1],
    'single_thread' => ['single_thread' => true, 'reactor_num' => 2, 'worker_num' => 2],
] as $name => $settings) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, "$server->master_pid");
        });
        PHP, $settings, 'SWOOLE_PROCESS');
    $master = (int) WebSocketClient::connect($server->port)->ask('?');
    echo "$name: ", reactors($master), ' ', $server->stop(), "\n", $server->output();
}
?>
--EXPECTF--
as many as workers: 2 exit 0
more than workers: 1 exit 0
fewer: 1 exit 0
not said, one worker: 1 exit 0
too many: 1 exit 0
[%s]	WARNING	reactor_num == 100000, Too many threads, reset to max value %d
single_thread: 0 exit 0
