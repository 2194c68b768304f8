--TEST--
Swoole\Http\Response: end() warns, the error handler throws, the connection closes: the caller catches, onClose is called
--FILE--
<?php
set_error_handler(function (int $level, string $message) {
    throw new ErrorException($message);
});
$server = new Swoole\Http\Server('127.0.0.1', 0);
$server->on('close', function (Swoole\Http\Server $server) {
    echo "close\n";
    $server->shutdown();
});
$server->on('request', function ($request, $response) {
    try {
        $response->header('X-Broken', "two\nlines");
        $response->end('body');
    } catch (ErrorException $exception) {
        echo 'caught: ', $exception->getMessage(), "\n";
    }
});
$server->on('workerStart', function (Swoole\Http\Server $server) use (&$client) {
    $client = stream_socket_client("tcp://127.0.0.1:$server->port");
    fwrite($client, "GET / HTTP/1.0\r\n\r\n");
});
var_dump($server->start());
echo explode("\r\n", stream_get_contents($client))[0], "\n";
?>
--EXPECTF--
caught: Swoole\Http\Response::end(): Header %s
close
bool(true)
HTTP/1.%d 200 OK
