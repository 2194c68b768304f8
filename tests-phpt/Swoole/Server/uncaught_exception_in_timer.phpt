--TEST--
An uncaught exception in a timer or in workerStart ends the server likewise
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\Server;

$server = Server::spawnWebSocket(<<<'PHP'
    $server->on('workerStart', function () {
        Swoole\Timer::after(1, function () {
            throw new DomainException('boom in a timer');
        });
    });
    PHP);
echo $server->awaitExit(), ' ', substr_count($server->output(), 'Uncaught DomainException: boom in a timer') > 0 ? 'with' : 'without', " the message\n";

$server = Server::spawnWebSocket(<<<'PHP'
    $server->on('workerStart', function () {
        throw new DomainException('boom in workerStart');
    });
    PHP);
echo $server->awaitExit(), ' ', substr_count($server->output(), 'Uncaught DomainException: boom in workerStart') > 0 ? 'with' : 'without', " the message\n";
?>
--EXPECT--
exit 255 with the message
exit 255 with the message
