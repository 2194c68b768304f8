--TEST--
Swoole\Coroutine\System::getaddrinfo(): the addresses of localhost, as a list
--FILE--
<?php
use Swoole\Coroutine\System;

Swoole\Coroutine\run(function () {
    var_dump(System::getaddrinfo('localhost'));
    var_dump(System::getaddrinfo('127.0.0.1', AF_INET, SOCK_STREAM, STREAM_IPPROTO_TCP, '80'));
    var_dump(System::getaddrinfo('127.0.0.1', AF_INET, SOCK_STREAM, STREAM_IPPROTO_TCP, 'http', 5));
    var_dump(System::getaddrinfo(''));
    var_dump(System::getaddrinfo('localhost', 12345));
    var_dump(System::getaddrinfo('not a name'));
});
?>
--EXPECTF--
array(1) {
  [0]=>
  string(9) "127.0.0.1"
}
array(1) {
  [0]=>
  string(9) "127.0.0.1"
}
array(1) {
  [0]=>
  string(9) "127.0.0.1"
}

Warning: Swoole\Coroutine\System::getaddrinfo(): hostname is empty in %s on line %d
bool(false)

Warning: Swoole\Coroutine\System::getaddrinfo(): unknown protocol family, must be AF_INET or AF_INET6 in %s on line %d
bool(false)
bool(false)
