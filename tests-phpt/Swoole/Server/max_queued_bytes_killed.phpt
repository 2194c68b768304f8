--TEST--
max_queued_bytes: when a worker is killed that had left a connection unread, its successor gets all that it had not begun
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, Socket};

$server = Server::script(<<<'PHP'
    <?php
    $received = new Swoole\Atomic\Long();
    $killed = new Swoole\Atomic();
    $server = new Swoole\Server('127.0.0.1', (int) $argv[1], SWOOLE_PROCESS);
    $server->set(['worker_num' => 1, 'reactor_num' => 1, 'max_queued_bytes' => 1000]);
    $server->on('receive', function ($server, $fd, $reactor, $data) use ($received, $killed) {
        $received->add(strlen($data));
        if ($received->get() > 200_000 && $killed->cmpset(0, 1)) {
            Swoole\Process::kill(getmypid(), 9);
            sleep(10);
        }
        if ($received->get() === 700_000) {
            $server->send($fd, 'all');
        }
    });
    $server->start();
    PHP);
$client = Socket::connect($server->port);
$client->write(str_repeat('x', 700_000));
echo $client->read(3), ', ', $server->stop(), "\n";
?>
--EXPECT--
all, exit 0
