--TEST--
Swoole\Coroutine\run() also waits for timers, deferred callbacks and watched sockets
--FILE--
<?php
use function Swoole\Coroutine\run;

run(function () {
    Swoole\Event::defer(fn () => print("deferred\n"));
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    Swoole\Event::add($one, function ($socket) {
        echo 'read ', fread($socket, 10), "\n";
        Swoole\Event::del($socket);
        Swoole\Timer::after(5, fn () => print("timer\n"));
    });
    Swoole\Timer::after(10, fn () => fwrite($other, 'bytes'));
    echo "function ends\n";
});
echo "run ends\n";
?>
--EXPECT--
function ends
deferred
read bytes
timer
run ends
