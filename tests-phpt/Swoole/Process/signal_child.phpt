--TEST--
Swoole\Process::signal(SIGCHLD) and wait(false): the end of each child is told
--FILE--
<?php
use Swoole\{Event, Process};

swoole_async_set(['wait_signal' => true]);
$codes = [];
Process::signal(SIGCHLD, function () use (&$codes) {
    while ($ended = Process::wait(false)) {
        $codes[] = $ended['code'];
    }
    if (count($codes) === 3) {
        Process::signal(SIGCHLD);
    }
});
for ($i = 1; $i <= 3; ++$i) {
    (new Process(fn () => exit($i)))->start();
}
Event::wait();
sort($codes);
echo implode(' ', $codes), "\n";
?>
--EXPECT--
1 2 3
