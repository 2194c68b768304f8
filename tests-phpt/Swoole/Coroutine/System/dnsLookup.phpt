--TEST--
Swoole\Coroutine\System::dnsLookup(): asks the server of the option dns_server, caches, and waits meanwhile
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    $server = stream_socket_server('udp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND);
    Coroutine::set(['dns_server' => stream_socket_get_name($server, false)]);
    $answers = go(function () use ($server) {
        foreach (["\1\2\3\4", "\5\6\7\10"] as $address) {
            $query = stream_socket_recvfrom($server, 512, 0, $peer);
            echo preg_replace('/[\0-\37]/', '.', substr($query, 12, -5)), ' type ', ord(substr($query, -3)), "\n";
            // The same id and question, "response, no error", and one answer: A, IN, 60 s, 4 bytes.
            $answer = substr($query, 0, 2) . "\x81\x80\0\1\0\1\0\0\0\0" . substr($query, 12) . "\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" . $address;
            stream_socket_sendto($server, $answer, 0, $peer);
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
