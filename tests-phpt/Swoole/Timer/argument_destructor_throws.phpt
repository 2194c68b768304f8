--TEST--
Swoole\Timer: the destructor of an argument throws after the callback: reported there, the next callback is not lost
--FILE--
<?php
class Argument
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
$server->on('workerStart', function (Swoole\Server $server) {
    Swoole\Timer::after(1, function () {
        echo "first\n";
    }, new Argument());
    Swoole\Timer::after(1, function () use ($server) {
        echo "second\n";
        $server->shutdown();
    });
});
var_dump($server->start());
?>
--EXPECTF--
first
%AUncaught Exception: from the destructor%A
second
bool(true)
