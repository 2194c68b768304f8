--TEST--
Five hundred coroutines, each of which resumes the next one and waits for control to come back
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $ids = [];
    $passed = $returned = 0;
    for ($i = 0; $i < 500; $i++) {
        $ids[$i] = go(function () use ($i, &$ids, &$passed, &$returned) {
            Coroutine::yield();
            $passed++;
            if (isset($ids[$i + 1])) {
                Coroutine::resume($ids[$i + 1]);
            }
            $returned++;
        });
    }
    Coroutine::resume($ids[0]);
    var_dump($passed, $returned, Coroutine::stats()['coroutine_num']);
});
?>
--EXPECT--
int(500)
int(500)
int(1)
