--TEST--
Swoole\Event::isset(): whether a socket is watched, and for what
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$nothing = fn () => null;
var_dump(Swoole\Event::isset($one));
Swoole\Event::add($one, $nothing);
var_dump(Swoole\Event::isset($one), Swoole\Event::isset($one, SWOOLE_EVENT_READ), Swoole\Event::isset($one, SWOOLE_EVENT_WRITE), Swoole\Event::isset($other));
Swoole\Event::set($one, null, $nothing, SWOOLE_EVENT_READ | SWOOLE_EVENT_WRITE);
var_dump(Swoole\Event::isset($one, SWOOLE_EVENT_WRITE), Swoole\Event::isset($one, SWOOLE_EVENT_READ));
Swoole\Event::del($one);
var_dump(Swoole\Event::isset($one), @Swoole\Event::isset('text'));
Swoole\Event::wait();
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
bool(false)
bool(false)
bool(true)
bool(true)
bool(false)
bool(false)
