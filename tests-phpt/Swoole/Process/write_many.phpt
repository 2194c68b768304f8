--TEST--
Swoole\Process::write() without blocking: many small messages that wait take no longer one by one
--FILE--
<?php
use Swoole\{Process, Timer};

Timer::after(1, fn () => 1);
$process = new Process(fn () => 1, false, Process::PIPE_TYPE_DGRAM);
$process->setBlocking(false);
$start = microtime(true);
for ($i = 0, $written = 0; $i < 400_000; ++$i) {
    $written += $process->write('hello');
}
// It takes a fraction of a second; if each looks at all that wait, minutes.
var_dump($written, microtime(true) - $start < 15);
$process->close();
?>
--EXPECT--
int(2000000)
bool(true)
