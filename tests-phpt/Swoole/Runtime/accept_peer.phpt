--TEST--
Hooked stream_socket_accept() names the peer
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    $connection = stream_socket_accept($server, 10, $peer);
    var_dump($peer === stream_socket_get_name($client, false), $peer === stream_socket_get_name($connection, true));
    var_dump(@stream_socket_accept($server, 0.01, $peer));
});
?>
--EXPECT--
bool(true)
bool(true)
bool(false)
