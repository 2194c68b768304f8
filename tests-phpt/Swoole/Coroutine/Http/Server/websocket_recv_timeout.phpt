--TEST--
Swoole\Http\Response::recv(): false after the timeout; the connection can still be used
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $start = microtime(true);
    $result = $ws->recv(0.02);
    $ws->push(json_encode([$result, swoole_last_error() === 110, microtime(true) - $start >= 0.019]));
    $ws->push('got ' . $ws->recv(10)->data);
    PHP);
$client = WebSocketClient::connect($server->port);
show($client->receive(), $client->ask('hello'));
?>
--EXPECT--
text [false,true,true]
got hello
