--TEST--
Swoole\WebSocket\Server: methods that need a running server, before start()
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    $server = new Swoole\WebSocket\Server('127.0.0.1', 0);
    $calls = [
        fn () => $server->push(1, 'x'), fn () => $server->disconnect(1), fn () => $server->ping(1),
        fn () => $server->isEstablished(1), fn () => $server->send(1, 'x'), fn () => $server->close(1),
        fn () => $server->exist(1), fn () => $server->getClientInfo(1), fn () => $server->getClientList(),
        fn () => $server->stats(),
    ];
    foreach ($calls as $call) {
        var_dump($call());
    }
    echo swoole_last_error(), "\n";
    var_dump($server->shutdown(), count($server->connections), iterator_to_array($server->connections));
    PHP);
echo preg_replace('/ in \/\S+ on line \d+/', '', $run->output()), $run->awaitExit(), "\n";
?>
--EXPECT--

Warning: Swoole\WebSocket\Server::push(): server is not running
bool(false)

Warning: Swoole\WebSocket\Server::disconnect(): server is not running
bool(false)

Warning: Swoole\WebSocket\Server::ping(): server is not running
bool(false)

Warning: Swoole\WebSocket\Server::isEstablished(): server is not running
bool(false)

Warning: Swoole\Server::send(): server is not running
bool(false)

Warning: Swoole\Server::close(): server is not running
bool(false)

Warning: Swoole\Server::exist(): server is not running
bool(false)

Warning: Swoole\Server::getClientInfo(): server is not running
bool(false)

Warning: Swoole\Server::getClientList(): server is not running
bool(false)

Warning: Swoole\Server::stats(): server is not running
bool(false)
503
bool(false)
int(0)
array(0) {
}
exit 0
