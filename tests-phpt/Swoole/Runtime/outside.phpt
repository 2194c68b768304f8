--TEST--
Hooked streams: outside of a coroutine they work as ever
--FILE--
<?php
Swoole\Runtime::enableCoroutine(SWOOLE_HOOK_TCP | SWOOLE_HOOK_UNIX | SWOOLE_HOOK_STREAM_FUNCTION);
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
fwrite($one, 'pair');
var_dump(fread($other, 10));
$server = stream_socket_server('tcp://127.0.0.1:0');
$client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
$connection = stream_socket_accept($server);
fwrite($connection, "tcp\n");
$read = [$client];
$none = null;
var_dump(stream_select($read, $none, $none, 5), fgets($client));
Swoole\Coroutine\run(function () use ($client, $connection) {
    // A stream of the script inside of a coroutine.
    fwrite($connection, "inside\n");
    var_dump(fgets($client));
});
?>
--EXPECT--
string(4) "pair"
int(1)
string(4) "tcp
"
string(7) "inside
"
