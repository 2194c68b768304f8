--TEST--
swoole_async_dns_lookup_coro(): an empty name and one that is no string are refused
--FILE--
<?php
Swoole\Coroutine\run(function () {
    var_dump(swoole_async_dns_lookup_coro(''));
    var_dump(swoole_async_dns_lookup_coro(5));
});
?>
--EXPECTF--

Warning: swoole_async_dns_lookup_coro(): domain name empty in %s on line %d
bool(false)

Warning: swoole_async_dns_lookup_coro(): invalid domain name in %s on line %d
bool(false)
