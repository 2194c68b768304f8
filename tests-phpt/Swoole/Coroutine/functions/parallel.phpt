--TEST--
Swoole\Coroutine\parallel(): runs a function several times at once and waits for all
--FILE--
<?php
use Swoole\Coroutine;
use function Swoole\Coroutine\{parallel, run};

run(function () {
    $started = $ended = 0;
    var_dump(parallel(5, function () use (&$started, &$ended) {
        $started++;
        Coroutine::sleep(0.01);
        if ($ended++ === 0) {
            echo "$started started when the first ends\n";
        }
    }));
    echo "$ended ended\n";
    parallel(0, fn () => print("not run\n"));
    echo "end\n";
});
?>
--EXPECT--
5 started when the first ends
NULL
5 ended
end
