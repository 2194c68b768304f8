--TEST--
swoole_coroutine_socketpair(): a domain that does not exist is refused
--FILE--
<?php
var_dump(@swoole_coroutine_socketpair(12345, STREAM_SOCK_STREAM, 0));
?>
--EXPECT--
bool(false)
