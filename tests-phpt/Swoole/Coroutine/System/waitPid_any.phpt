--TEST--
Swoole\Coroutine\System::waitPid(): 0 and less stand for any child but those of exec()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    foreach ([0, -1, -getmypid()] as $pid) {
        // It ends after its output has.
        $exec = Coroutine::create(fn () => show(System::exec('exec >&-; sleep 0.05; exit 3')));
        $process = proc_open(['sh', '-c', 'sleep 0.1; exit 4'], [], $pipes);
        $ended = System::waitPid($pid, 10);
        show([$ended['pid'] === proc_get_status($process)['pid'], $ended['code']]);
        Coroutine::join([$exec]);
        show(System::waitPid($pid, 10));
    }
});
?>
--EXPECT--
{"code":3,"signal":0,"output":""}
[true,4]
false
{"code":3,"signal":0,"output":""}
[true,4]
false
{"code":3,"signal":0,"output":""}
[true,4]
false
