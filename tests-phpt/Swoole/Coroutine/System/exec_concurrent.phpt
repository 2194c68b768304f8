--TEST--
Swoole\Coroutine\System::exec(): many at once, each with its own result
--FILE--
<?php
use Swoole\Coroutine\System;

$go = sys_get_temp_dir() . '/swoole-' . getmypid() . '.go';
$results = [];
Swoole\Coroutine\run(function () use ($go, &$results) {
    for ($i = 0; $i < 10; $i++) {
        go(function () use ($go, $i, &$results) {
            $results[$i] = System::exec("while [ ! -e $go ]; do sleep 0.01; done; echo $i; exit $i");
        });
    }
    // All of them are on the way.
    var_dump(count($results));
    touch($go);
});
unlink($go);
foreach ($results as $i => $result) {
    if ($result !== ['code' => $i, 'signal' => 0, 'output' => "$i\n"]) {
        echo "$i: ", json_encode($result), "\n";
    }
}
var_dump(count($results));
?>
--EXPECT--
int(0)
int(10)
