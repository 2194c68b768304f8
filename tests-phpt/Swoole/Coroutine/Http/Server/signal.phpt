--TEST--
Swoole\Coroutine\Http\Server: SIGTERM that nobody waits for ends the process, as it does in Swoole
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$server = Server::script(<<<'PHP'
    <?php
    Swoole\Coroutine\run(function () use ($argv) {
        $server = new Swoole\Coroutine\Http\Server('127.0.0.1', (int) $argv[1]);
        $server->handle('/', function ($request, $ws) {
            $ws->upgrade();
            $ws->recv();
        });
        $server->start();
    });
    PHP);
$client = WebSocketClient::connect($server->port);
show($server->stop(), $client->socket->readToEnd());
?>
--EXPECT--
signal 15
