--TEST--
Swoole\Server: a second server in the same process is refused
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    $one = new Swoole\WebSocket\Server('127.0.0.1', 0);
    try {
        $two = new Swoole\Http\Server('127.0.0.1', 0);
    } catch (Swoole\Exception $error) {
        echo get_class($error), ' ', $error->getCode(), ' ', $error->getMessage(), "\n";
    }
    echo swoole_last_error(), "\n";
    PHP);
echo $run->output(), $run->awaitExit(), "\n";
?>
--EXPECT--
Swoole\Exception -3 server is running. unable to create Swoole\Http\Server
507
exit 0
