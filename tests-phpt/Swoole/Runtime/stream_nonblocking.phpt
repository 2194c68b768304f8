--TEST--
Hooked streams: stream_set_blocking(false) makes reads return at once
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    $connection = stream_socket_accept($server);
    var_dump(stream_set_blocking($connection, false));
    var_dump(fread($connection, 10), feof($connection));
    fwrite($client, 'data');
    $read = [$connection];
    $none = null;
    var_dump(stream_select($read, $none, $none, 5), fread($connection, 10), fread($connection, 10));
    var_dump(stream_set_blocking($connection, true));
    go(function () use ($client) {
        Coroutine::sleep(0.005);
        fwrite($client, 'awaited');
        fclose($client);
    });
    var_dump(fread($connection, 10), fread($connection, 10), feof($connection));
});
?>
--EXPECT--
bool(true)
string(0) ""
bool(false)
int(1)
string(4) "data"
string(0) ""
bool(true)
string(7) "awaited"
string(0) ""
bool(true)
