--TEST--
Swoole\Coroutine\Scheduler: one that is never started frees its callbacks and arguments
--FILE--
<?php
use Swoole\Coroutine\Scheduler;

class Guest
{
    public function __destruct()
    {
        echo "freed\n";
    }
}
$scheduler = new Scheduler();
$scheduler->add(fn (Guest $guest) => print("not run\n"), new Guest());
unset($scheduler);
echo "end\n";
foreach ([fn () => (new Scheduler())->add('absent'), fn () => (new Scheduler())->parallel('two', 'time')] as $bad) {
    try {
        $bad();
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
}
var_dump((new ReflectionClass(Scheduler::class))->isFinal());
?>
--EXPECT--
freed
end
Swoole\Coroutine\Scheduler::add(): Argument #1 ($func) must be a valid callback, function "absent" not found or invalid function name
Swoole\Coroutine\Scheduler::parallel(): Argument #1 ($n) must be of type int, string given
bool(true)
