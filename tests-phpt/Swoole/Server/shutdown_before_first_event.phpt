--TEST--
Swoole\Server: shutdown() and defer() in onWorkerStart act though nothing else happens
--FILE--
<?php
$server = new Swoole\Server('127.0.0.1', 0);
$server->on('receive', function () {
});
$server->on('workerStart', function (Swoole\Server $server) {
    $server->defer(function () use ($server) {
        echo "deferred\n";
        $server->shutdown();
    });
});
var_dump($server->start());
?>
--EXPECT--
deferred
bool(true)
