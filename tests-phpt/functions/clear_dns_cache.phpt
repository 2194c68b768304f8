--TEST--
swoole_clear_dns_cache(): returns nothing, with and without anything cached
--FILE--
<?php
var_dump(swoole_clear_dns_cache());
Swoole\Coroutine\run(function () {
    Swoole\Coroutine\System::gethostbyname('localhost');
    var_dump(swoole_clear_dns_cache());
    var_dump(Swoole\Coroutine\System::gethostbyname('localhost'));
});
?>
--EXPECT--
NULL
NULL
string(9) "127.0.0.1"
