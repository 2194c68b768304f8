--TEST--
Swoole\Server::close(): what was sent before arrives, whatever process ends meanwhile
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, Socket};
use function SwooleTest\show;

// More than the way to the reactor thread takes at once, while the other worker ends again and again.
$server = Server::script(<<<'PHP'
    <?php
    $server = new Swoole\Server('127.0.0.1', (int) $argv[1], SWOOLE_PROCESS);
    $server->set([
        'worker_num' => 2,
        'reactor_num' => 1,
        'log_level' => SWOOLE_LOG_NONE,
        'socket_buffer_size' => 64 << 20,
        'buffer_output_size' => 64 << 20,
    ]);
    $server->on('workerStart', function ($server, $id) {
        if ($id === 1) {
            Swoole\Timer::after(20, fn () => Swoole\Process::kill(getmypid(), SIGKILL));
        }
    });
    $server->on('receive', function ($server, $fd, $reactor, $data) {
        if ($data === 'who?') {
            $server->send($fd, (string) $server->worker_id);
            return;
        }
        for ($i = 0; $i < 10; $i++) {
            $server->send($fd, str_repeat('x', 1 << 20));
        }
        $server->close($fd);
    });
    $server->start();
    PHP);
$lengths = [];
for ($tries = 0; $tries < 40; $tries++) {
    $client = Socket::connect($server->port);
    $client->write('who?');
    // By their numbers, connections go to different workers.
    if ($client->read(1) === '0') {
        $client->write('begin');
        $length = strlen($client->readToEnd());
        $lengths[$length] = true;
    }
    $client->close();
}
show(...array_keys($lengths));
show($server->stop());
?>
--EXPECT--
10485760
exit 0
