--TEST--
examples-php/coroutine_client_ping.php
--FILE--
<?php
require __DIR__ . '/../include/network.php';

use SwooleTest\Server;
use function SwooleTest\{deadPort, runExample};

$server = Server::webSocket('$server->on("open", fn ($server, $request) => $server->push($request->fd, "welcome"));');
echo preg_replace('/\d+\.\d{3}/', 'N', runExample('coroutine_client_ping.php', (string) $server->port));
$port = (string) deadPort();
echo str_replace($port, 'PORT', runExample('coroutine_client_ping.php', $port));
echo $server->stop(), "\n";
?>
--EXPECT--
the server says: welcome
pong to 'ping 1' after N ms
pong to 'ping 2' after N ms
pong to 'ping 3' after N ms
no WebSocket at 127.0.0.1:PORT: Connection refused
exit 0
