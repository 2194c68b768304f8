--TEST--
Swoole\Server: a subclass may declare properties with the names of private ones, static ones too
--FILE--
<?php
class Application extends Swoole\Server
{
    public static $onStart = 'static';
    public int $onWorkerStart = 5;
}

$server = new Application('127.0.0.1', 0);
$server->on('receive', function () {
});
$server->on('start', function () {
    echo "start\n";
});
$server->on('workerStart', function (Application $server) {
    echo "workerStart\n";
    $server->shutdown();
});
var_dump(Application::$onStart, $server->onWorkerStart, $server->getCallback('start') instanceof Closure);
var_dump($server->start());
?>
--EXPECT--
string(6) "static"
int(5)
bool(true)
start
workerStart
bool(true)
