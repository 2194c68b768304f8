--TEST--
SIGTERM: no connection is accepted any more and the port is free for the next server
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket();
WebSocketClient::connect($server->port)->ask('up');
echo $server->stop(), "\n";
var_dump(@stream_socket_client("tcp://127.0.0.1:$server->port"));
var_dump(is_resource(stream_socket_server("tcp://127.0.0.1:$server->port")));
?>
--EXPECT--
exit 0
bool(false)
bool(true)
