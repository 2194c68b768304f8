--TEST--
Swoole\Coroutine\Scheduler: what a callback binds is freed with a scheduler that is never started, and after start()
--FILE--
<?php
use Swoole\Coroutine\Scheduler;

class Guest
{
    public function __construct(private string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name freed\n";
    }
}
$scheduler = new Scheduler();
$guest = new Guest('dropped');
$scheduler->add(fn () => $guest);
unset($guest, $scheduler);
echo "no scheduler\n";
$scheduler = new Scheduler();
$guest = new Guest('run');
$scheduler->add(function () use ($guest) {
});
$scheduler->add(function (Guest $argument) {
}, new Guest('argument'));
unset($guest);
$scheduler->start();
echo "end\n";
?>
--EXPECT--
dropped freed
no scheduler
run freed
argument freed
end
