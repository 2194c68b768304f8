--TEST--
A destructor that waits when its coroutine's variables are freed
--FILE--
<?php
use Swoole\Coroutine;

class Slow
{
    public function __construct(private string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name begins\n";
        Coroutine::sleep(0.001);
        echo "$this->name ends in ", Coroutine::getCid() > 0 ? 'a coroutine' : 'none', "\n";
    }
}

Coroutine\run(function () {
    go(function () {
        $first = new Slow('variable');
        Coroutine::defer(function () {
            echo "deferred\n";
        });
    });
    echo "main\n";
});
echo "after run\n";
?>
--EXPECT--
variable begins
main
variable ends in a coroutine
deferred
after run
