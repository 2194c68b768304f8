--TEST--
Hooked streams in a server's callback: two requests wait for a backend that answers only when both have come
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\Server;

$backend = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($backend, false);
$server = Server::script(<<<'PHP'
    <?php
    $server = new Swoole\Http\Server('127.0.0.1', (int) $argv[1], SWOOLE_BASE);
    $server->set(['worker_num' => 1]);
    $server->on('request', function ($request, $response) use ($argv) {
        $path = $request->server['request_uri'];
        $response->end(file_get_contents("http://$argv[2]$path"));
    });
    $server->start();
    PHP, [$address]);
$clients = [];
foreach (['/one', '/two'] as $path) {
    $client = stream_socket_client("tcp://127.0.0.1:$server->port");
    fwrite($client, "GET $path HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    $clients[$path] = $client;
}
$connections = [];
foreach ($clients as $_) {
    $connection = stream_socket_accept($backend, SwooleTest\PATIENCE);
    [, $path] = explode(' ', fgets($connection));
    $connections[$path] = $connection;
}
foreach ($connections as $path => $connection) {
    fwrite($connection, "HTTP/1.0 200 OK\r\n\r\nthe backend's $path");
    fclose($connection);
}
foreach ($clients as $client) {
    $response = stream_get_contents($client);
    fclose($client);
    echo substr($response, strpos($response, "\r\n\r\n") + 4), "\n";
}
echo $server->stop(), "\n";
?>
--EXPECT--
the backend's /one
the backend's /two
exit 0
