--TEST--
Hooked streams: names of hosts are looked up while others run; what fails is told as ever
--FILE--
<?php
use Swoole\Coroutine;

$messages = [];
foreach (['tcp://not a name:80', 'tcp://:80', 'tcp://localhost', 'tcp://[::1:80', 'udp://not a name:80'] as $address) {
    $outside = [@stream_socket_client($address, $code, $message, 5), $code, $message, error_get_last()['message']];
    Coroutine\run(function () use ($address, $outside) {
        $inside = [@stream_socket_client($address, $code, $message, 5), $code, $message, error_get_last()['message']];
        echo $address, ': ', $inside === $outside ? 'the same' : json_encode([$outside, $inside]), "\n";
    });
}
set_error_handler(function ($level, $message) {
    echo "$message\n";
});
Coroutine\run(fn () => stream_socket_client('tcp://not a name:80', $code, $message, 5));
restore_error_handler();
Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    [, $port] = explode(':', stream_socket_get_name($server, false));
    $open = function () use ($port) {
        fwrite(fsockopen('localhost', (int) $port, $code, $message, 10), "connected\n");
    };
    go($open);
    echo "meanwhile\n";
    echo fgets(stream_socket_accept($server, 10));

    $id = go(fn () => var_dump(@stream_socket_client("tcp://localhost:$port", $code, $message, 10), $message));
    Coroutine::cancel($id);
    var_dump(@stream_socket_client("tcp://localhost:$port", $code, $message, 0.000001), $message);
});
?>
--EXPECT--
tcp://not a name:80: the same
tcp://:80: the same
tcp://localhost: the same
tcp://[::1:80: the same
udp://not a name:80: the same
stream_socket_client(): php_network_getaddresses: getaddrinfo for not a name failed: Name or service not known
stream_socket_client(): Unable to connect to tcp://not a name:80 (php_network_getaddresses: getaddrinfo for not a name failed: Name or service not known)
meanwhile
connected
bool(false)
string(18) "Operation canceled"
bool(false)
string(20) "Connection timed out"
