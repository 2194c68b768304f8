--TEST--
References, by-reference arguments and foreach by reference keep their meaning across a wait
--FILE--
<?php
use Swoole\Coroutine;

function change(array &$array): void
{
    foreach ($array as $key => &$value) {
        Coroutine::sleep(0.001);
        $value .= $key;
    }
}
Coroutine\run(function () {
    $shared = ['x', 'y'];
    $alias = &$shared;
    $id = go(function () use (&$shared) {
        change($shared);
    });
    $alias[] = 'added meanwhile';
    Coroutine::join([$id]);
    echo implode(', ', $shared), "\n";

    $counter = 0;
    for ($i = 0; $i < 5; $i++) {
        go(function () use (&$counter) {
            $read = $counter;
            Coroutine::sleep(0.001);
            $counter = $read + 1;
        });
    }
    Coroutine::sleep(0.05);
    echo "a race that is the script's own: $counter\n";
});
?>
--EXPECT--
x0, y1, added meanwhile2
a race that is the script's own: 1
