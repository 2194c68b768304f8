--TEST--
max_queued_bytes: a connection of which so much waits for its worker is left unread, others are not; all comes when the worker goes on
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, Socket};

$code = <<<'PHP'
    <?php
    $gate = new Swoole\Atomic();
    $server = new Swoole\Server('127.0.0.1', (int) $argv[1], SWOOLE_PROCESS);
    // By their numbers, connections go to different workers.
    $server->set(['worker_num' => 2, 'reactor_num' => 1, 'max_queued_bytes' => (int) $argv[2], 'kernel_socket_recv_buffer_size' => 1 << 20]);
    $received = 0;
    $server->on('receive', function ($server, $fd, $reactor, $data) use ($gate, &$received) {
        if ($data === 'wait') {
            echo "waits\n";
            $gate->wait(10);
        } elseif ($data === 'open') {
            $gate->wakeup();
            $server->send($fd, 'open');
        } elseif ($data === '?') {
            $server->send($fd, sprintf('%08d', $server->stats()['total_recv_bytes']));
        } else {
            $received += strlen($data);
            if ($received === 700_000) {
                $server->send($fd, 'all');
            }
        }
    });
    $server->start();
    PHP;
foreach ([0, 50_000, 100_000_000] as $most) {
    $server = Server::script($code, [(string) $most]);
    $busy = Socket::connect($server->port);
    $busy->write('wait');
    $server->awaitOutput("waits\n");
    $other = Socket::connect($server->port);
    // It fits into what the kernel keeps.
    $busy->write(str_repeat('x', 700_000));
    $counts = [];
    for ($i = 0; $i < 20; $i++) {
        $other->write('?');
        $counts[] = (int) $other->read(8);
    }
    $read = end($counts);
    echo $most, ': ', $read >= 700_000 ? 'all was read' : ($read < 50_000 + 2 * 65536 + 100 && $read > 50_000 ? 'the rest was left' : $read), "\n";
    $other->write('open');
    echo $other->read(4), ', ', $busy->read(3), ', ', $server->stop(), "\n";
}
?>
--EXPECT--
0: all was read
open, all, exit 0
50000: the rest was left
open, all, exit 0
100000000: all was read
open, all, exit 0
