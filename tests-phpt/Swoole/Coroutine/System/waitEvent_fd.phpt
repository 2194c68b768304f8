--TEST--
Swoole\Coroutine\System::waitEvent(): takes streams, numbers and Swoole sockets; anything else is refused
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    [$one, $other] = swoole_coroutine_socketpair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    var_dump(System::waitEvent($one, SWOOLE_EVENT_WRITE, 1) === SWOOLE_EVENT_WRITE);
    var_dump(System::waitEvent($one->fd, SWOOLE_EVENT_WRITE, 1) === SWOOLE_EVENT_WRITE);
    $other->send('x');
    var_dump(System::waitEvent($one->fd) === SWOOLE_EVENT_READ);
    foreach ([-1, 'text', new stdClass(), null] as $bad) {
        var_dump(@System::waitEvent($bad, SWOOLE_EVENT_READ, 0.01));
    }
});
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)
