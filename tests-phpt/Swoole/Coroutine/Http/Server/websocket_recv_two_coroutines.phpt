--TEST--
Swoole\Http\Response::recv(): of two coroutines at the same time is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    Coroutine::create(fn () => $ws->recv());
    $ws->recv();
    PHP);
$client = WebSocketClient::connect($server->port);
$client->socket->readToEnd();
show($server->awaitExit(), trim($server->output()));
?>
--EXPECTF--
exit 255
Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#%d, reading of the same socket in coroutine#%d at the same time is not allowed in %s:%d
%A
