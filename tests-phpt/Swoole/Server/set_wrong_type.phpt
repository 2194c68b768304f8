--TEST--
Swoole\Server::set(): arguments that are no array
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    $server = new Swoole\WebSocket\Server('127.0.0.1', 0);
    foreach ([['worker_num'], [], [null], [1]] as $arguments) {
        try {
            $server->set(...$arguments);
        } catch (TypeError $error) {
            echo get_class($error), ': ', $error->getMessage(), "\n";
        }
    }
    PHP);
echo $run->output(), $run->awaitExit(), "\n";
?>
--EXPECT--
TypeError: Swoole\Server::set(): Argument #1 ($settings) must be of type array, string given
ArgumentCountError: Swoole\Server::set() expects exactly 1 argument, 0 given
TypeError: Swoole\Server::set(): Argument #1 ($settings) must be of type array, null given
TypeError: Swoole\Server::set(): Argument #1 ($settings) must be of type array, int given
exit 0
