--TEST--
Hooked streams: a wait within a Fiber suspends the coroutine; a Fiber that is destroyed may write
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    go(function () use ($other) {
        Coroutine::sleep(0.005);
        echo "meanwhile\n";
        fwrite($other, "first\n");
        Coroutine::sleep(0.005);
        fwrite($other, "second\n");
    });
    $fiber = new Fiber(function () use ($one) {
        echo Fiber::suspend(fgets($one));

        return fgets($one);
    });
    echo $fiber->start();
    $fiber->resume("resumed\n");
    echo $fiber->getReturn();

    $fiber = new Fiber(function () use ($one) {
        try {
            Fiber::suspend();
        } finally {
            fwrite($one, str_repeat('x', 4 << 20) . "\n");
        }
    });
    $fiber->start();
    $length = null;
    $id = go(function () use ($other, &$length) {
        $length = strlen(fgets($other));
    });
    unset($fiber);
    Coroutine::join([$id]);
    var_dump($length === (4 << 20) + 1);

    $lines = (function () use ($one) {
        while (($line = fgets($one)) !== false) {
            yield $line;
        }
    })();
    go(function () use ($other) {
        foreach (range(1, 3) as $i) {
            fwrite($other, "line $i\n");
            Coroutine::sleep(0.001);
        }
        fclose($other);
    });
    foreach ($lines as $line) {
        echo $line;
    }
});
?>
--EXPECT--
meanwhile
first
resumed
second
bool(true)
line 1
line 2
line 3
