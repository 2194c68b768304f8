--TEST--
Swoole\Coroutine::create(): the object of a method lives as long as its coroutine, and no longer
--FILE--
<?php
use Swoole\Coroutine;

class Keeper
{
    public function __construct(private string $name)
    {
    }

    public function wait(): void
    {
        Coroutine::yield();
        echo "$this->name is still alive\n";
    }

    public function __destruct()
    {
        echo "$this->name is gone\n";
    }
}

Coroutine\run(function () {
    $ids = [
        Coroutine::create([new Keeper('array'), 'wait']),
        Coroutine::create((new Keeper('first-class callable'))->wait(...)),
        Coroutine::create((function () {
            Coroutine::yield();
            echo "closure\n";
        })->bindTo(new Keeper('bound object'))),
    ];
    foreach ($ids as $id) {
        Coroutine::resume($id);
    }
    echo "end\n";
});
?>
--EXPECT--
array is still alive
array is gone
first-class callable is still alive
first-class callable is gone
closure
bound object is gone
end
