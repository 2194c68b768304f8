--TEST--
Swoole\WebSocket\Server::on(): unknown events and callbacks that cannot be called
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    $server = new Swoole\WebSocket\Server('127.0.0.1', 0);
    var_dump($server->on('mesage', function () {}));
    var_dump(swoole_last_error());
    var_dump($server->on('', function () {}));
    foreach (['undefined_function', 'NoClass::method', [new stdClass(), 'absent']] as $callback) {
        try {
            var_dump($server->on('message', $callback));
            var_dump($server->on('workerStart', $callback));
        } catch (Throwable $error) {
            echo get_class($error), ': ', $error->getMessage(), "\n";
        }
    }
    try {
        $server->on([], function () {});
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
    try {
        $server->on('message');
    } catch (ArgumentCountError $error) {
        echo $error->getMessage(), "\n";
    }
    PHP);
echo preg_replace('/ in \/\S+ on line \d+/', '', $run->output()), $run->awaitExit(), "\n";
?>
--EXPECTF--

Warning: Swoole\Server\Port::on(): unknown event types[mesage]
bool(false)
int(510)

Warning: Swoole\Server\Port::on(): unknown event types[]
bool(false)

Warning: Swoole\Server\Port::on(): function 'undefined_function' is not callable
bool(false)

Warning: Swoole\Server::on(): function 'undefined_function' is not callable
bool(false)

Warning: Swoole\Server\Port::on(): function 'NoClass::method' is not callable
bool(false)

Warning: Swoole\Server::on(): function 'NoClass::method' is not callable
bool(false)

Warning: Swoole\Server\Port::on(): function 'stdClass::absent' is not callable
bool(false)

Warning: Swoole\Server::on(): function 'stdClass::absent' is not callable
bool(false)
%A
exit 0
