--TEST--
Hooked streams: a peer that closes or resets in the middle of a read
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    $connection = stream_socket_accept($server);
    go(function () use ($client) {
        var_dump(fread($client, 10), fread($client, 10), feof($client));
    });
    fwrite($connection, 'last');
    Coroutine::sleep(0.005);
    fclose($connection);
    Coroutine::sleep(0.005);
    @fwrite($client, 'x');
    Coroutine::sleep(0.005);
    var_dump(@fwrite($client, 'y') === 1);
});
?>
--EXPECT--
string(4) "last"
string(0) ""
bool(true)
bool(false)
