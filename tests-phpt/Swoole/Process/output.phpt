--TEST--
Swoole\Process: what waits in output buffers is printed by the parent only; the child's own goes through them
--FILE--
<?php
use Swoole\Process;

foreach ([fn () => 1, fn () => exit(0), fn (Process $process) => $process->exit()] as $end) {
    ob_start(fn ($text) => "<$text>");
    echo 'parent';
    (new Process(function (Process $process) use ($end) {
        echo 'child';
        $end($process);
    }))->start();
    Process::wait();
    ob_end_flush();
    echo "\n";
}
?>
--EXPECT--
<child><parent>
<child><parent>
<child><parent>
