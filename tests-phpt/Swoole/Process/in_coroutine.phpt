--TEST--
Swoole\Process::start() and daemon() in a coroutine are fatal errors
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

foreach (['(new Swoole\Process(fn () => 1))->start()', 'Swoole\Process::daemon()'] as $call) {
    SwooleTest\runScript("Swoole\\Coroutine\\run(function () { $call; echo 'not reached'; });");
}
?>
--EXPECTF--
%AFatal error: Uncaught Swoole\Error: must be forked outside the coroutine in script.php:%d
%A
exit 255
%AFatal error: Uncaught Swoole\Error: must be forked outside the coroutine in script.php:%d
%A
exit 255
