--TEST--
Hooked streams: fclose() of a listening socket takes effect at once
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($server, false);
    fclose($server);
    var_dump(@stream_socket_client("tcp://$address", $code, $message, 5), $message);
});
?>
--EXPECT--
bool(false)
string(18) "Connection refused"
