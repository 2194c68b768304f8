--TEST--
Swoole\Coroutine\System::waitSignal(), waitPid(): programs that are started meanwhile get all their signals
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $signal = Coroutine::create(fn () => show(System::waitSignal([SIGTERM, SIGUSR1], 10) === SIGTERM));
    $sleeper = proc_open(['sleep', '60'], [], $none);
    $child = Coroutine::create(function () use ($sleeper): void {
        show(System::waitPid(proc_get_status($sleeper)['pid'], 10)['signal'] === SIGTERM);
    });
    $process = proc_open(['grep', 'SigBlk', '/proc/self/status'], [1 => ['pipe', 'w']], $pipes);
    show(preg_split('/\s+/', stream_get_contents($pipes[1])));
    proc_close($process);
    proc_terminate($sleeper);
    Coroutine::join([$child]);
    // Perhaps it is no other program yet.
    $early = proc_open(['sleep', '60'], [], $none);
    $pid = proc_get_status($early)['pid'];
    proc_terminate($early);
    show(System::waitPid($pid, 10)['signal'] ?? null);
    posix_kill(getmypid(), SIGTERM);
    Coroutine::join([$signal]);
});
?>
--EXPECT--
["SigBlk:","0000000000000000",""]
true
15
true
