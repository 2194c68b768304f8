--TEST--
swoole_event_*(): the functions are the methods of Swoole\Event
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
var_dump(is_int(swoole_event_add($one, function ($socket) {
    echo fread($socket, 100), "\n";
    var_dump(swoole_event_isset($socket), swoole_event_set($socket, null, function ($socket) {
        echo "writable\n";
        var_dump(swoole_event_del($socket));
    }, SWOOLE_EVENT_WRITE));
})));
var_dump(is_int(swoole_event_add($other, fn () => null)), swoole_event_write($other, 'message'), swoole_event_del($other));
var_dump(swoole_event_defer(fn () => print("deferred\n")));
var_dump(swoole_event_cycle(fn () => null), swoole_event_cycle(null));
swoole_event_wait();
swoole_event_defer(fn () => print("dispatched\n"));
var_dump(swoole_event_dispatch());
swoole_event_exit();
swoole_event_wait();
echo "end\n";
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
message
bool(true)
bool(true)
deferred
writable
bool(true)
dispatched
bool(true)
end
