--TEST--
Swoole\Server with two workers: clients are shared fairly, their fds are unique; one socket for all, or one for each
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, show};

foreach ([['SWOOLE_BASE', false], ['SWOOLE_BASE', true], ['SWOOLE_PROCESS', false]] as [$mode, $reuse]) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, "$server->worker_id $frame->fd");
        });
        $server->on('workerStart', function () {
            echo "up\n";
        });
        PHP, ['worker_num' => 2, 'enable_reuse_port' => $reuse], $mode);
    await(fn () => substr_count($server->output(), 'up') === 2, 'not all have started');
    $clients = $shares = $fds = [];
    for ($i = 0; $i < 40; $i++) {
        $clients[] = $client = WebSocketClient::connect($server->port);
        [$worker, $fd] = explode(' ', $client->ask('?'));
        $shares[$worker] = ($shares[$worker] ?? 0) + 1;
        $fds[$fd] = true;
    }
    // With a socket for each the kernel chooses by chance; else who is awake, on a busy machine, is quicker.
    show(count($fds), count($shares) === 2 && min($shares) >= 2 ? 'shared' : $shares, max(array_keys($fds)), $server->stop());
}
?>
--EXPECT--
40
shared
40
exit 0
40
shared
40
exit 0
40
shared
40
exit 0
