--TEST--
Swoole\Coroutine\deadlock_check(): prints the report for all coroutines that exist, without ending anything
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $id = go(function () {
        Coroutine::yield();
        echo "goes on\n";
    });
    ob_start();
    Coroutine\deadlock_check();
    $report = ob_get_clean();
    echo strstr($report, "\n\n  [Coroutine", true), "\n";
    var_dump(preg_match_all('/^  \[Coroutine-(\d+)\]$/m', $report, $matches));
    sort($matches[1]);
    echo implode(' ', $matches[1]), "\n";
    Coroutine::resume($id);
});
?>
--EXPECT--

 =================================================================
  [FATAL ERROR]: all coroutines (count: 2) are asleep - deadlock!
 =================================================================
int(2)
1 2
goes on
