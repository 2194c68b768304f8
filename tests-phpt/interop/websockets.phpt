--TEST--
Interop: the PyPI package websockets
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

$server = SwooleTest\Server::script(file_get_contents(__DIR__ . '/server.php'));
passthru(escapeshellarg(getenv('INTEROP_PYTHON') ?: 'python3') . ' ' . escapeshellarg(__DIR__ . '/websockets_client.py') . " $server->port 2>&1");
echo $server->stop(), "\n";
?>
--EXPECT--
ok text binary and empty messages
ok large messages
ok fragments from the client
ok fragments from the server
ok ping from the client
ok ping from the server
ok close by the client
ok close by the server
ok compression
ok no compression unless offered
ok subprotocol
ok many messages in order
ok a hundred clients at once
exit 0
