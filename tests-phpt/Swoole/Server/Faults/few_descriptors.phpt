--TEST--
With no descriptors left, clients wait in the kernel's queue without keeping the processors busy, and are accepted when others leave
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, Socket, WebSocketClient};
use function SwooleTest\family;

function cpu(array $pids): int
{
    $ticks = 0;
    foreach ($pids as $pid) {
        $fields = explode(' ', substr((string) strrchr((string) file_get_contents("/proc/$pid/stat"), ')'), 2));
        $ticks += (int) $fields[11] + (int) $fields[12];
    }

    return $ticks;
}

foreach (SwooleTest\MODES as $mode) {
    $code = <<<'PHP'
        <?php
        $server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
        $server->set(['worker_num' => 2, 'reactor_num' => 1, 'log_level' => SWOOLE_LOG_NONE]);
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, $frame->data);
        });
        // For this process and all that it forks.
        exec('prlimit --nofile=64:64 --pid ' . getmypid());
        $server->start();
        PHP;
    $server = Server::script($code, [$mode]);
    $all = family($server->pid);
    $sockets = [];
    for ($i = 0; $i < 150; $i++) {
        $sockets[] = Socket::connect($server->port);
    }
    $before = cpu($all);
    usleep(500_000);
    $busy = cpu($all) - $before;
    array_map(fn ($socket) => $socket->close(), $sockets);
    // As soon as there is room again.
    $client = WebSocketClient::connect($server->port);
    echo $busy < 15 ? 'at rest' : "busy for $busy ticks", ', ', $client->ask('served'), ', ', $server->stop(), "\n";
}
?>
--EXPECT--
at rest, served, exit 0
at rest, served, exit 0
