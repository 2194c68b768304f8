--TEST--
Swoole\Coroutine\System::waitEvent(): readable, writable, both, and the timeout
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    var_dump(System::waitEvent($one, SWOOLE_EVENT_READ, 0.01));
    var_dump(System::waitEvent($one, SWOOLE_EVENT_WRITE, 1) === SWOOLE_EVENT_WRITE);
    go(function () use ($one) {
        $events = System::waitEvent($one, SWOOLE_EVENT_READ, 10);
        var_dump($events === SWOOLE_EVENT_READ);
        echo fread($one, 100), "\n";
    });
    echo "writes\n";
    fwrite($other, 'message');
    Coroutine::sleep(0.02);
    fwrite($other, 'more');
    $events = System::waitEvent($one, SWOOLE_EVENT_READ | SWOOLE_EVENT_WRITE, 10);
    var_dump(($events & SWOOLE_EVENT_WRITE) !== 0);
    fclose($other);
    var_dump((System::waitEvent($one, SWOOLE_EVENT_READ, 10) & SWOOLE_EVENT_READ) !== 0);
});
?>
--EXPECT--
bool(false)
bool(true)
writes
bool(true)
message
bool(true)
bool(true)
