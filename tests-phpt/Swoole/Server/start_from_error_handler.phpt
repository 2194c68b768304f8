--TEST--
Swoole\Server::start(): an error handler that is called by it cannot start the server: it does not start twice
--FILE--
<?php
$server = new Swoole\WebSocket\Server('127.0.0.1', 0);
set_error_handler(function () use ($server) {
    static $calls = 0;
    if ($calls++ === 0) {
        var_dump($server->start());
    }
});
$server->set(['worker_num' => 1, 'websocket_compression' => ['bogus' => 1]]);
$server->on('message', function () {
});
$server->on('workerStart', function (Swoole\Server $server) {
    echo "workerStart\n";
    $server->shutdown();
});
var_dump(@$server->start());
?>
--EXPECT--
bool(false)
workerStart
bool(true)
