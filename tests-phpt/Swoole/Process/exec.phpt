--TEST--
Swoole\Process::exec(): another program, with arguments; signals are not blocked there; what cannot be run
--FILE--
<?php
use Swoole\Process;

$process = new Process(function (Process $process) {
    Process::signal(SIGTERM, fn () => 1);
    $process->exec('/bin/sh', ['-c', 'echo "$0 $1"; kill -TERM $$; echo "not reached"', 'zero', 1]);
}, true);
$process->start();
var_dump(Process::wait()['signal'] === SIGTERM, $process->read());

$process = new Process(function (Process $process) {
    var_dump($process->exec('/no/such/program', []), $process->exec('', []));
    try {
        $process->exec("/bin/true\0", []);
    } catch (ValueError $error) {
        echo $error->getMessage(), "\n";
    }
});
$process->start();
Process::wait();
?>
--EXPECTF--
bool(true)
string(7) "zero 1
"

Warning: Swoole\Process::exec(): execv(/no/such/program) failed, Error: No such file or directory[2] in %s on line %d

Warning: Swoole\Process::exec(): exec file name is empty in %s on line %d
bool(false)
bool(false)
Swoole\Process::exec(): Argument #1 ($exec_file) must not contain any null bytes
