--TEST--
Hooked UDP streams: stream_socket_recvfrom() and stream_socket_sendto()
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('udp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND);
    $address = stream_socket_get_name($server, false);
    go(function () use ($server) {
        echo "receives\n";
        for ($i = 0; $i < 2; $i++) {
            $packet = stream_socket_recvfrom($server, 1500, 0, $peer);
            stream_socket_sendto($server, "answer to $packet", 0, $peer);
        }
    });
    $client = stream_socket_client("udp://$address");
    echo "sends\n";
    fwrite($client, 'first');
    var_dump(fread($client, 1500));
    stream_socket_sendto($client, 'second');
    var_dump(stream_socket_recvfrom($client, 1500));
});
?>
--EXPECT--
receives
sends
string(15) "answer to first"
string(16) "answer to second"
