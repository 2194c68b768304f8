--TEST--
Swoole\WebSocket\Server::start(): refuses without a message callback
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    register_shutdown_function(function () {
        echo "shutdown functions run\n";
    });
    $server = new Swoole\WebSocket\Server('127.0.0.1', 0);
    $server->on('open', function () {});
    $server->on('request', function () {});
    $server->start();
    echo "not reached\n";
    PHP);
echo $run->output(), $run->awaitExit(), "\n";
?>
--EXPECTF--

Fatal error: Swoole\Server::start(): require onMessage callback in %sserver.php on line 8
shutdown functions run
%Aexit 255
