--TEST--
Swoole\Coroutine::create(): returns an id, passes the arguments on, and runs the function at once until it waits
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $first = Coroutine::create(function (string $a, array $b, ?object $c = null, int ...$more) {
        echo json_encode([$a, $b, $c, $more]), "\n";
        Coroutine::yield();
        echo "first goes on\n";
    }, 'text', ['list'], null, 3, 4);
    echo "first waits\n";
    $second = go(function () {
        echo "second runs\n";

        return 'dropped';
    });
    var_dump($second === $first + 1, Coroutine::exists($first), Coroutine::exists($second));
    Coroutine::resume($first);
    var_dump(Coroutine::exists($first));
});
?>
--EXPECT--
["text",["list"],null,[3,4]]
first waits
second runs
bool(true)
bool(true)
bool(false)
first goes on
bool(false)
