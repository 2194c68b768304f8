--TEST--
Swoole\Process: the exit status after a return, exit(), an exception, fatal errors, Process::exit() and signals
--FILE--
<?php
use Swoole\Process;

ini_set('display_errors', '0');
class Told { function __destruct() { echo 'D'; } }
$told = new Told;
$parent = getmypid();
register_shutdown_function(function () use ($parent) {
    echo getmypid() === $parent ? "parent\n" : 'S';
});
$ends = [
    'return' => fn () => 7,
    'exit' => fn () => exit(3),
    'exit with a text' => fn () => exit('bye '),
    'exception' => fn () => throw new Exception('thrown'),
    'error' => fn () => no_such_function(),
    'fatal' => fn () => trigger_error('fatal', E_USER_ERROR),
    'Process::exit' => fn (Process $process) => $process->exit(9),
    'out of range' => fn (Process $process) => @$process->exit(256),
    'signal' => fn () => Process::kill(getmypid(), SIGKILL),
];
foreach ([false, true] as $coroutine) {
    foreach ($ends as $name => $end) {
        (new Process($end, false, 0, $coroutine))->start();
        ['code' => $code, 'signal' => $signal] = Process::wait();
        echo " $name: $code $signal\n";
    }
}
?>
--EXPECT--
SD return: 0 0
SD exit: 3 0
bye SD exit with a text: 0 0
SD exception: 255 0
SD error: 255 0
S fatal: 255 0
 Process::exit: 9 0
 out of range: 1 0
 signal: 0 9
SD return: 0 0
SD exit: 3 0
bye SD exit with a text: 0 0
SD exception: 255 0
SD error: 255 0
S fatal: 255 0
 Process::exit: 9 0
 out of range: 1 0
 signal: 0 9
parent
D
