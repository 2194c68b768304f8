--TEST--
Swoole\Server: the destructor of what a callback returns throws: reported there, the next callback is not lost
--FILE--
<?php
class Result
{
    public function __destruct()
    {
        throw new Exception('from the destructor');
    }
}

$server = new Swoole\Server('127.0.0.1', 0);
$server->set(['enable_coroutine' => false]);
$server->on('receive', function () {
});
$server->on('start', function () {
    return new Result();
});
$server->on('workerStart', function (Swoole\Server $server) {
    echo "workerStart\n";
    $server->shutdown();
});
var_dump($server->start());
?>
--EXPECTF--
%AUncaught Exception: from the destructor%A
workerStart
bool(true)
