--TEST--
Interop: the npm package ws
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

$server = SwooleTest\Server::script(file_get_contents(__DIR__ . '/server.php'));
passthru('node ' . escapeshellarg(__DIR__ . '/ws_client.js') . " $server->port 2>&1");
echo $server->stop(), "\n";
?>
--EXPECT--
ok text, binary and empty messages
ok large messages
ok fragments from the client
ok fragments from the server
ok ping from the client
ok ping from the server
ok close by the client
ok close without a code
ok close by the server
ok violation: an unmasked frame
ok compression, with and without context takeover
ok no compression unless offered
ok subprotocol
ok many messages in order
exit 0
