--TEST--
Swoole\Coroutine\System::dnsLookup(): false when the server does not answer in time or knows no such name
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    $server = new Coroutine\Socket(AF_INET, SOCK_DGRAM, 0);
    $server->bind('127.0.0.1', 0);
    Coroutine::set(['dns_server' => '127.0.0.1:' . $server->getsockname()['port']]);
    var_dump(System::dnsLookup('silence.example', 0.05));
    var_dump(swoole_last_error() === SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED);
    $server->recvfrom($peer);
    $id = go(function () use ($server) {
        $query = $server->recvfrom($peer);
        $answer = substr($query, 0, 2) . "\x81\x83\0\1\0\0\0\0\0\0" . substr($query, 12);
        $server->sendto($peer['address'], $peer['port'], $answer);
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
