--TEST--
Swoole\Coroutine\System::waitEvent(): many sockets at once wake their own coroutines in the order of the events
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    $writers = [];
    for ($i = 0; $i < 50; $i++) {
        [$reader, $writers[$i]] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        go(function () use ($i, $reader) {
            System::waitEvent($reader, SWOOLE_EVENT_READ, 10);
            if (fread($reader, 10) !== "for $i") {
                echo "$i has something else\n";
            }
            echo "$i ";
        });
    }
    foreach ([30, 2, 49, 17] as $i) {
        fwrite($writers[$i], "for $i");
        Coroutine::sleep(0.001);
        unset($writers[$i]);
    }
    echo "\n";
    foreach ($writers as $i => $writer) {
        fwrite($writer, "for $i");
    }
    while (Coroutine::stats()['coroutine_num'] > 1) {
        Coroutine::sleep(0.001);
    }
});
?>
--EXPECT--
30 2 49 17 
0 1 3 4 5 6 7 8 9 10 11 12 13 14 15 16 18 19 20 21 22 23 24 25 26 27 28 29 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48
