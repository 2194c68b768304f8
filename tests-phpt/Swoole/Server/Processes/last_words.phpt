--TEST--
Swoole\Server with SWOOLE_PROCESS: clients get all that a worker has sent before it has ended, whoever owns the sockets, also if the manager is killed
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, Socket};
use function SwooleTest\manager;

$code = <<<'PHP'
    <?php
    $server = new Swoole\Server('127.0.0.1', (int) $argv[1], SWOOLE_PROCESS);
    $settings = ['worker_num' => 1, 'single_thread' => $argv[2] === 'single_thread', 'log_level' => SWOOLE_LOG_NONE];
    if ($argv[2] === 'dispatch_func') {
        $settings['dispatch_func'] = fn () => 0;
    }
    $server->set($settings);
    $server->on('receive', fn ($server, $fd, $reactor, $data) => $server->send($fd, $data));
    $server->on('workerStop', function ($server) use ($argv) {
        foreach ($server->connections as $fd) {
            for ($i = 1; $i <= $argv[3]; $i++) {
                $server->send($fd, sprintf("%09d\n", $i));
            }
        }
    });
    $server->start();
    PHP;
foreach (['threads', 'single_thread', 'dispatch_func'] as $owner) {
    foreach (['stop', 'kill'] as $how) {
        foreach ([100, 30_000] as $count) {
            $server = Server::script($code, [$owner, (string) $count]);
            $clients = [];
            for ($i = 0; $i < 3; $i++) {
                $clients[] = $client = Socket::connect($server->port);
                $client->write('?');
                $client->read(1);
            }
            if ($how === 'kill') {
                posix_kill(manager($server, 'SWOOLE_PROCESS'), SIGKILL);
            } else {
                posix_kill($server->pid, SIGTERM);
            }
            $got = array_map(fn ($client) => substr($client->readToEnd(), -10, 9), $clients);
            echo "$owner, $how: ", implode(' ', array_map(intval(...), $got)), "\n";
            $server->stop();
        }
    }
}
?>
--EXPECT--
threads, stop: 100 100 100
threads, stop: 30000 30000 30000
threads, kill: 100 100 100
threads, kill: 30000 30000 30000
single_thread, stop: 100 100 100
single_thread, stop: 30000 30000 30000
single_thread, kill: 100 100 100
single_thread, kill: 30000 30000 30000
dispatch_func, stop: 100 100 100
dispatch_func, stop: 30000 30000 30000
dispatch_func, kill: 100 100 100
dispatch_func, kill: 30000 30000 30000
