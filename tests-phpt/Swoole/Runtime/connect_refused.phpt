--TEST--
Hooked fsockopen() and stream_socket_client(): a refused connection gives false, code and message, with PHP's warning
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($server, false);
    fclose($server);
    Coroutine::sleep(0.005);
    var_dump(stream_socket_client("tcp://$address", $code, $message, 5), $code, $message);
    [$host, $port] = explode(':', $address);
    var_dump(fsockopen($host, (int) $port, $code, $message, 5), $code, $message);
    var_dump(@stream_socket_client('unix:///absent/path/of/this/test', $code, $message, 5), $code, $message);
});
?>
--EXPECTF--

Warning: stream_socket_client(): Unable to connect to tcp://127.0.0.1:%d (Connection refused) in %s on line %d
bool(false)
int(111)
string(18) "Connection refused"

Warning: fsockopen(): Unable to connect to 127.0.0.1:%d (Connection refused) in %s on line %d
bool(false)
int(111)
string(18) "Connection refused"
bool(false)
int(2)
string(25) "No such file or directory"
