--TEST--
Swoole\Coroutine::defer(): last in, first out, after the function, with its return value; waiting is allowed
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $id = go(function () {
        defer(function (mixed ...$arguments) {
            echo 'first deferred: ', json_encode($arguments), "\n";
        });
        Coroutine::defer(function () {
            echo "second deferred waits\n";
            Coroutine::sleep(0.01);
            echo "second deferred ends\n";
        });
        Coroutine\defer(function () {
            Coroutine::defer(function () {
                echo "deferred by a deferred function\n";
            });
            echo "third deferred\n";
        });
        echo "body\n";

        return ['returned'];
    });
    echo "creator\n";
    Coroutine::join([$id]);
    go(function () {
        Coroutine::defer(function () {
            echo 'nothing returned: ', json_encode(func_get_args()), "\n";
        });
    });
});
?>
--EXPECT--
body
third deferred
deferred by a deferred function
second deferred waits
creator
second deferred ends
first deferred: [["returned"]]
nothing returned: [null]
