--TEST--
Swoole\Process: parent and children draw different random numbers
--FILE--
<?php
use Swoole\Process;

mt_rand();
lcg_value();
$draw = fn () => implode(' ', [mt_rand(), lcg_value(), rand(), str_shuffle('abcdefghijklmnopqrstuvwxyz')]);
$drawn = [];
for ($i = 0; $i < 3; ++$i) {
    $process = new Process(fn (Process $process) => $process->write($draw()));
    $process->start();
    $drawn = array_merge($drawn, explode(' ', $process->read()));
    Process::wait();
}
$drawn = array_merge($drawn, explode(' ', $draw()));
var_dump(count($drawn), count(array_unique($drawn)));
?>
--EXPECT--
int(16)
int(16)
