--TEST--
Interop: Swoole\Coroutine\Http\Client against a server of the PyPI package websockets
--FILE--
<?php
require __DIR__ . '/client.php';

testClient([getenv('INTEROP_PYTHON') ?: 'python3', __DIR__ . '/websockets_server.py']);
?>
--EXPECT--
ok text, binary and empty messages
ok large messages
ok fragments from the client
ok fragments from the server
ok ping from the client
ok ping from the server
ok close by the client
ok close by the server
ok compression
ok no compression unless asked for
ok subprotocol
ok many messages in order
ok a hundred clients at once
ok a request that is no handshake
exit 0
