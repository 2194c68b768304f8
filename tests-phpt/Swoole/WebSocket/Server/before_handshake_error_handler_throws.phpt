--TEST--
onBeforeHandshakeResponse: an error handler throws because of a field that cannot be sent: reported, the server goes on
--FILE--
<?php
set_error_handler(function (int $level, string $message) {
    throw new ErrorException($message);
});
$server = new Swoole\WebSocket\Server('127.0.0.1', 0);
$server->set(['enable_coroutine' => false]);
$server->on('message', function () {
});
$server->on('beforeHandshakeResponse', function ($server, $request, $response) {
    $response->header('X-Broken', "two\nlines");
});
$server->on('workerStart', function (Swoole\WebSocket\Server $server) use (&$client) {
    $client = stream_socket_client("tcp://127.0.0.1:$server->port");
    fwrite($client, "GET / HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        . "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
});
$server->on('connect', function ($server) {
    Swoole\Timer::after(20, function () use ($server) {
        echo "timer\n";
        $server->shutdown();
    });
});
var_dump($server->start());
?>
--EXPECTF--
%AUncaught ErrorException: %sHeader may not contain more than a single header%A
timer
bool(true)
