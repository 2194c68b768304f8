--TEST--
Swoole\Coroutine\System::dnsLookup(): asks the server of the option dns_server, caches, and waits meanwhile
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    $server = new Coroutine\Socket(AF_INET, SOCK_DGRAM, 0);
    $server->bind('127.0.0.1', 0);
    Coroutine::set(['dns_server' => '127.0.0.1:' . $server->getsockname()['port']]);
    $answers = go(function () use ($server) {
        foreach (["\1\2\3\4", "\5\6\7\10"] as $address) {
            $query = $server->recvfrom($peer);
            echo preg_replace('/[\0-\37]/', '.', substr($query, 12, -5)), ' type ', ord(substr($query, -3)), "\n";
            // The same id and question, "response, no error", and one answer: A, IN, 60 s, 4 bytes.
            $answer = substr($query, 0, 2) . "\x81\x80\0\1\0\1\0\0\0\0" . substr($query, 12) . "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" . $address;
            $server->sendto($peer['address'], $peer['port'], $answer);
        }
    });
    var_dump(System::dnsLookup('one.example', 5), System::dnsLookup('one.example', 5), Coroutine::dnsLookup('two.example', 5));
    Coroutine::join([$answers]);
});
?>
--EXPECT--
.one.example type 1
.two.example type 1
string(7) "1.2.3.4"
string(7) "1.2.3.4"
string(7) "5.6.7.8"
