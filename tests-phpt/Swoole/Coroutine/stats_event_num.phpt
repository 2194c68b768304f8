--TEST--
Swoole\Coroutine::stats(): event_num counts the sockets that are waited for, signal_listener_num the signals
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    $before = Coroutine::stats();
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $id = go(fn () => System::waitEvent($one, SWOOLE_EVENT_READ));
    var_dump(Coroutine::stats()['event_num'] - $before['event_num']);
    Coroutine::cancel($id);
    var_dump(Coroutine::stats()['event_num'] - $before['event_num']);
    $id = go(fn () => System::waitSignal(SIGUSR1));
    var_dump(Coroutine::stats()['signal_listener_num'] - $before['signal_listener_num']);
    Coroutine::cancel($id);
    var_dump(Coroutine::stats()['signal_listener_num'] - $before['signal_listener_num']);
});
?>
--EXPECT--
int(1)
int(0)
int(1)
int(0)
