--TEST--
Swoole\Event::write(): a socket that is not in the loop is refused
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
var_dump(Swoole\Event::write($one, 'x'));
?>
--EXPECTF--

Warning: Swoole\Event::write(): socket[%d] is not found in the reactor in %s on line %d
bool(false)
