--TEST--
heartbeat_idle_time of a port is its own, also without one of the server; without a setting a connection may be silent
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, Socket};

foreach (SwooleTest\MODES as $mode) {
    foreach ([[null, null, 1], [1, null, 100], [null, 100, 1]] as $times) {
        $second = Server::freePort();
        $server = Server::script(<<<'PHP'
            <?php
            [, $first, $second, $mode, $times] = $argv;
            [$interval, $own, $other] = json_decode($times);
            $server = new Swoole\Server('127.0.0.1', (int) $first, constant($mode));
            $server->set(['worker_num' => 1, 'heartbeat_check_interval' => $interval, 'heartbeat_idle_time' => $own]);
            $server->on('receive', fn ($server, $fd, $reactor, $data) => $server->send($fd, $data));
            $port = $server->listen('127.0.0.1', (int) $second, SWOOLE_SOCK_TCP);
            $port->set(['heartbeat_idle_time' => $other]);
            $server->start();
            PHP, [(string) $second, $mode, json_encode($times)]);
        $clients = array_map(Socket::connect(...), [$server->port, $second]);
        [$silent, $spared] = $times[2] === 1 ? array_reverse($clients) : $clients;
        // Both were there when it ends.
        foreach ($clients as $client) {
            $client->write('x');
            $client->read(1);
        }
        $silent->readToEnd();
        $spared->write('still here');
        echo $spared->read(10), ', ', $server->stop(), "\n";
    }
}
?>
--EXPECT--
still here, exit 0
still here, exit 0
still here, exit 0
still here, exit 0
still here, exit 0
still here, exit 0
