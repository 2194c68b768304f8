--TEST--
Swoole\Process::kill(): signals, signal 0, and what is no process
--FILE--
<?php
use Swoole\Process;

$process = new Process(fn (Process $process) => $process->read());
$pid = $process->start();
var_dump(Process::kill($pid, 0), Process::kill($pid));
var_dump(Process::wait() === ['pid' => $pid, 'code' => 0, 'signal' => SIGTERM]);
var_dump(Process::kill($pid, 0), swoole_last_error() === 3, Process::kill($pid));
var_dump(Process::kill(getmypid(), 999));
// Cut to 32 bits, this is -1, which stands for every process: never try it with a signal that does something.
var_dump(Process::kill(0xffffffff, 0), swoole_last_error() === 3);
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)

Warning: Swoole\Process::kill(): kill(%d, 15) failed, Error: No such process[3] in %s on line %d
bool(false)
bool(true)
bool(false)

Warning: Swoole\Process::kill(): kill(%d, 999) failed, Error: Invalid argument[22] in %s on line %d
bool(false)
bool(false)
bool(true)
