--TEST--
Swoole\Process::start() in a shutdown function, and in the loop that runs in one: the child runs none of its parent's
--FILE--
<?php
use Swoole\{Atomic, Process, Timer};

swoole_async_set(['enable_coroutine' => false]);
$started = new Atomic();
$start = function () use ($started) {
    if ($started->add() > 2) {
        exit("a child has run it again\n");
    }
    (new Process(fn () => print("child\n"), false, 0))->start();
    var_dump(Process::wait()['code']);
};
register_shutdown_function(fn () => print("first\n"));
register_shutdown_function($start);
register_shutdown_function(fn () => print("third\n"));
// The loop of a script runs in a shutdown function, too.
Timer::after(1, $start);
?>
--EXPECT--
first
child
int(0)
third
child
int(0)
