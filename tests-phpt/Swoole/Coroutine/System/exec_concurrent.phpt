--TEST--
Swoole\Coroutine\System::exec(): many at once, each with its own result
--FILE--
<?php
use Swoole\Coroutine\System;

$results = [];
Swoole\Coroutine\run(function () use (&$results) {
    for ($i = 0; $i < 10; $i++) {
        go(function () use ($i, &$results) {
            $results[$i] = System::exec("echo $i; exit $i");
        });
    }
    var_dump(count($results) < 10);
});
foreach ($results as $i => $result) {
    if ($result !== ['code' => $i, 'signal' => 0, 'output' => "$i\n"]) {
        echo "$i: ", json_encode($result), "\n";
    }
}
var_dump(count($results));
?>
--EXPECT--
bool(true)
int(10)
