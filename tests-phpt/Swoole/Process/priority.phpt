--TEST--
Swoole\Process::setPriority() and getPriority(): of a child, of this process, of what is not
--FILE--
<?php
use Swoole\Process;

$process = new Process(fn (Process $process) => $process->read());
$process->start();
var_dump($process->setPriority(PRIO_PROCESS, 15), $process->getPriority(PRIO_PROCESS));
var_dump($process->getPriority(PRIO_PROCESS, getmypid()) < 15);
var_dump($process->getPriority(PRIO_USER), swoole_last_error() === SWOOLE_ERROR_INVALID_PARAMS);
var_dump($process->getPriority(99, 0), swoole_last_error() === 22, $process->setPriority(99, 1, 0));
var_dump($process->getPriority(PRIO_PROCESS, -1), swoole_last_error() === 3);
$process->write('end');
Process::wait();
?>
--EXPECTF--
bool(true)
int(15)
bool(true)

Warning: Swoole\Process::getPriority(): $who parameter must not be null in %s on line %d
bool(false)
bool(true)
bool(false)
bool(true)
bool(false)
bool(false)
bool(true)
