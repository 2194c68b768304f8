--TEST--
Swoole\Process: set(), the constructor's arguments, an object without constructor, name()
--FILE--
<?php
use Swoole\{Coroutine, Process};

$tell = fn (Process $process) => $process->write((string) (int) (Coroutine::getCid() > 0));
foreach ([[], ['enable_coroutine' => true], ['enable_coroutine' => false]] as $options) {
    $process = new Process($tell);
    $process->set($options);
    $process->start();
    echo $process->read(), "\n";
    Process::wait();
}
try {
    new Process('no_such_function');
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
$process = new Process(function (Process $process) {
    $process->name('named');
    $process->write(cli_get_process_title());
});
$process->start();
echo $process->read(), "\n";
Process::wait();
try {
    clone $process;
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
var_dump((new ReflectionProperty($process, 'callback'))->isPrivate(), new swoole_process(fn () => 1, false, 0) instanceof Process);
$process = (new ReflectionClass(Process::class))->newInstanceWithoutConstructor();
$process->read();
?>
--EXPECTF--
0
1
0
Swoole\Process::__construct(): Argument #1 ($callback) must be a valid callback, function "no_such_function" not found or invalid function name
named
Trying to clone an uncloneable object of class Swoole\Process
bool(true)
bool(true)

Fatal error: Uncaught Swoole\Error: must call constructor first in %s
%A
