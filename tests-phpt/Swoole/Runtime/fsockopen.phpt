--TEST--
Hooked fsockopen(): the connection and its descriptor variables
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    [, $port] = explode(':', stream_socket_get_name($server, false));
    go(function () use ($server) {
        $connection = stream_socket_accept($server);
        fwrite($connection, "welcome\n");
        var_dump(fread($connection, 100));
    });
    $client = fsockopen('127.0.0.1', (int) $port, $code, $message, 10);
    var_dump(fgets($client), $code, $message);
    fwrite($client, 'bye');
    fclose($client);
});
?>
--EXPECT--
string(8) "welcome
"
int(0)
string(0) ""
string(3) "bye"
