--TEST--
Swoole\Server: a client that never reads costs at most 2 MB of memory by default, however many messages wait for it; others are served
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\family;

const STALLED = 100;
$memory = fn (Server $server): int => array_sum(array_map(
    fn (int $pid): int => (int) (preg_match('/^VmRSS:\s+(\d+)/m', (string) @file_get_contents("/proc/$pid/status"), $match) ? $match[1] : 0) << 10,
    family($server->pid),
));
// Small messages are gathered. Those from 8 KiB on lie in memory of PHP at first, of which this size leaves the most over.
foreach ([['SWOOLE_BASE', 1, 700], ['SWOOLE_BASE', 1, 8192], ['SWOOLE_BASE', 2, 8192], ['SWOOLE_PROCESS', 2, 700], ['SWOOLE_PROCESS', 2, 8192]] as [$mode, $workers, $size]) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            [$what, $size] = explode(' ', $frame->data) + [1 => 0];
            if ($what !== 'flood') {
                $server->push($frame->fd, $frame->data);
                return;
            }
            $taken = 0;
            $errors = [];
            foreach ($server->connections as $fd) {
                // Each message is memory of its own. What is on its way to other processes at a time has a limit, too.
                while ($taken * $size < 8 << 20 && $fd !== $frame->fd && $server->exist($fd) && $server->push($fd, str_pad((string) $taken, (int) $size, 'x'))) {
                    $taken++;
                }
                $errors[swoole_last_error()] = true;
            }
            $server->push($frame->fd, $taken . ' ' . implode(',', array_keys($errors)));
        });
        // The less the kernel takes, the sooner it is full.
        PHP, ['worker_num' => $workers, 'kernel_socket_send_buffer_size' => 65536], $mode);
    $stalled = [];
    for ($i = 0; $i < STALLED; $i++) {
        $stalled[] = WebSocketClient::connect($server->port);
    }
    $driver = WebSocketClient::connect($server->port);
    $driver->ask('warm');
    $before = $memory($server);
    // Until all queues are full. What is on its way counts as waiting, and goes to the kernel when it has arrived.
    for ($taken = $rounds = 0, $more = '1'; $rounds < 1000 && ($more !== '0' || $taken * $size / STALLED < 1_200_000); $rounds++) {
        [$more, $errors] = explode(' ', $driver->ask("flood $size"));
        $taken += $more;
    }
    $start = microtime(true);
    $others = WebSocketClient::connect($server->port);
    for ($i = 0; $i < 100; $i++) {
        if ($others->ask("echo$i") !== "echo$i" || $driver->ask('mine') !== 'mine') {
            echo "WRONG\n";
        }
    }
    $time = microtime(true) - $start;
    $each = ($memory($server) - $before) / STALLED;
    $queued = $taken * $size / STALLED;
    printf(
        "%s: %s, %s, error %s, others %s\n",
        $mode,
        $queued > 1_200_000 && $queued < 4_000_000 ? 'full' : "$queued bytes taken for each",
        $each <= 2_000_000 ? 'at most 2 MB' : "$each bytes for each of $size",
        $errors,
        $time < 5 ? 'in time' : "took $time s",
    );
    if (getenv('SLOW_READERS') !== false) {
        fprintf(STDERR, "%s %d x %d: %d kB for each, %d taken, %d rounds, %.3f s\n", $mode, $workers, $size, $each / 1000, $queued, $rounds, $time);
    }
    // A client that reads again gets all, in order, and more.
    $late = $stalled[0];
    for ($i = 0, $last = -1; $i < 100; $i++, $last = $number) {
        $number = (int) $late->receive()->payload;
        if ($number <= $last) {
            echo "WRONG: $number behind $last\n";
        }
    }
    foreach ($stalled as $client) {
        $client->socket->close();
    }
    if ($server->stop() !== 'exit 0') {
        echo "WRONG end\n";
    }
}
?>
--EXPECT--
SWOOLE_BASE: full, at most 2 MB, error 1009, others in time
SWOOLE_BASE: full, at most 2 MB, error 1009, others in time
SWOOLE_BASE: full, at most 2 MB, error 1009, others in time
SWOOLE_PROCESS: full, at most 2 MB, error 1009, others in time
SWOOLE_PROCESS: full, at most 2 MB, error 1009, others in time
