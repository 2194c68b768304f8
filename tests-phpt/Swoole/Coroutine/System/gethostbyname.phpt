--TEST--
Swoole\Coroutine\System::gethostbyname(): localhost, addresses, unknown names, wrong families
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    $id = go(fn () => var_dump(System::gethostbyname('localhost')));
    echo "main goes on\n";
    Coroutine::join([$id]);
    var_dump(System::gethostbyname('127.0.0.1'), System::gethostbyname('127.0.0.9', AF_INET), System::gethostbyname('::1', AF_INET6));
    var_dump(Coroutine::gethostbyname('localhost'));
    var_dump(System::gethostbyname(''));
    var_dump(System::gethostbyname('localhost', 12345));
    var_dump(System::gethostbyname('not a name'));
    var_dump(swoole_last_error() !== 0);
});
?>
--EXPECTF--
main goes on
string(9) "127.0.0.1"
string(9) "127.0.0.1"
string(9) "127.0.0.9"
string(3) "::1"
string(9) "127.0.0.1"

Warning: Swoole\Coroutine\System::gethostbyname(): domain name is empty in %s on line %d
bool(false)

Warning: Swoole\Coroutine\System::gethostbyname(): unknown protocol family, must be AF_INET or AF_INET6 in %s on line %d
bool(false)
bool(false)
bool(true)
