--TEST--
Swoole\WebSocket\Server: without a request callback plain HTTP is answered by 400
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::webSocket();
echo HttpClient::get($server->port, '/')->status, "\n";
echo HttpClient::get($server->port, '/favicon.ico')->status, "\n";
echo WebSocketClient::connect($server->port)->ask('unharmed'), "\n";
?>
--EXPECT--
400
400
unharmed
