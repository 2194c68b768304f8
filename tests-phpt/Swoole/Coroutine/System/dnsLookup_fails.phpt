--TEST--
Swoole\Coroutine\System::dnsLookup(): false when the server does not answer in time or knows no such name
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    $server = stream_socket_server('udp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND);
    Coroutine::set(['dns_server' => stream_socket_get_name($server, false)]);
    var_dump(System::dnsLookup('silence.example', 0.05));
    var_dump(swoole_last_error() === SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED);
    stream_socket_recvfrom($server, 512);
    $id = go(function () use ($server) {
        $query = stream_socket_recvfrom($server, 512, 0, $peer);
        stream_socket_sendto($server, substr($query, 0, 2) . "\x81\x83\0\1\0\0\0\0\0\0" . substr($query, 12), 0, $peer);
    });
    var_dump(System::dnsLookup('unknown.example', 5));
    var_dump(swoole_last_error() === SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED);
});
?>
--EXPECT--
bool(false)
bool(true)
bool(false)
bool(true)
