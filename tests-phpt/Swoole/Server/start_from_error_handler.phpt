--TEST--
Swoole\Server::start(): an error handler that is called by it starts the server: it does not start twice
--FILE--
<?php
$server = new Swoole\Server('127.0.0.1', 0, SWOOLE_PROCESS);
set_error_handler(function () use ($server) {
    static $calls = 0;
    if ($calls++ === 0) {
        var_dump($server->start());
    }
});
$server->set(['worker_num' => 1]);
$server->on('receive', function () {
});
$server->on('workerStart', function (Swoole\Server $server) {
    echo "workerStart\n";
    $server->shutdown();
});
var_dump(@$server->start());
?>
--EXPECT--
workerStart
bool(true)
bool(false)
