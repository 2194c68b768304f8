--TEST--
Swoole\Timer: a callback keeps its object, even if its array holds it by reference only
--FILE--
<?php
class Job
{
    private array $state = ['working'];

    public function run(): void
    {
        echo $this->state[0], "\n";
    }

    public function __call(string $name, array $arguments)
    {
        echo "$name: ", $this->state[0], "\n";
    }
}

foreach (['run', 'magic'] as $method) {
    $job = new Job();
    Swoole\Timer::after(1, [&$job, $method]);
    $job = null;
    unset($job);
}
// Takes the memory of whatever was freed.
$others = array_map(fn (int $number) => new ArrayObject([$number]), range(1, 100));
?>
--EXPECT--
working
magic: working
