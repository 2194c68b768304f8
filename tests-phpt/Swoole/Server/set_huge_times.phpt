--TEST--
Swoole\Server::set(): times beyond what a clock can count are as good as for ever
--FILE--
<?php
foreach (['heartbeat_check_interval', 'heartbeat_idle_time', 'max_wait_time', 'handshake_timeout'] as $name) {
    $server = new Swoole\WebSocket\Server('127.0.0.1', 0);
    $server->set([$name => 1e300]);
    $server->on('message', function () {
    });
    $server->on('workerStart', function (Swoole\Server $server) {
        $client = stream_socket_client("tcp://127.0.0.1:$server->port");
        Swoole\Timer::after(10, function () use ($server, $client) {
            fclose($client);
            $server->shutdown();
        });
    });
    var_dump($server->start());
    unset($server);
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
