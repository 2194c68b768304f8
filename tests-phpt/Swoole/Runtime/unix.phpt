--TEST--
Hooked unix streams: server and client in one process, as streams and as datagrams
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use Swoole\Coroutine;

$directory = SwooleTest\Server::temporaryDirectory();
Coroutine\run(function () use ($directory) {
    $server = stream_socket_server("unix://$directory/stream.sock");
    go(function () use ($server) {
        $connection = stream_socket_accept($server);
        fwrite($connection, strrev(fgets($connection)));
    });
    $client = stream_socket_client("unix://$directory/stream.sock");
    fwrite($client, "abc\n");
    var_dump(stream_get_contents($client));

    $server = stream_socket_server("udg://$directory/datagram.sock", $code, $message, STREAM_SERVER_BIND);
    go(function () use ($server) {
        var_dump(stream_socket_recvfrom($server, 100));
    });
    $client = stream_socket_client("udg://$directory/datagram.sock");
    fwrite($client, 'datagram');
});
?>
--EXPECT--
string(4) "
cba"
string(8) "datagram"
