--TEST--
Swoole\Process::setAffinity() and getAffinity()
--FILE--
<?php
use Swoole\Process;

$all = Process::getAffinity();
var_dump($all !== [] && array_is_list($all));
var_dump(Process::setAffinity([$all[0]]), Process::getAffinity() === [$all[0]], Process::setAffinity($all));
var_dump(Process::setAffinity([]), Process::setAffinity([100000]), Process::setAffinity([-1]));
var_dump(Process::setAffinity(array_fill(0, 100000, 0)));
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
bool(true)

Warning: Swoole\Process::setAffinity(): invalid cpu id [100000] in %s on line %d

Warning: Swoole\Process::setAffinity(): invalid cpu id [-1] in %s on line %d
bool(false)
bool(false)
bool(false)

Warning: Swoole\Process::setAffinity(): More than the number of CPU in %s on line %d
bool(false)
