--TEST--
Swoole\Coroutine::create(): methods that __call() and __callStatic() stand for are callables too
--FILE--
<?php
use Swoole\Coroutine;

class Magic
{
    public function __call(string $method, array $arguments): void
    {
        echo "->$method(", implode(', ', $arguments), ") begins\n";
        Coroutine::yield();
        echo "->$method ends\n";
    }

    public static function __callStatic(string $method, array $arguments): void
    {
        echo "::$method(", implode(', ', $arguments), ") begins\n";
        Coroutine::yield();
        echo "::$method ends\n";
    }
}

Coroutine\run(function () {
    $ids = [
        Coroutine::create([new Magic(), 'dynamic'], 1, 2),
        Coroutine::create('Magic::fixed', 3),
        Coroutine::create((new Magic())->closed(...), 4),
    ];
    array_map(Coroutine::resume(...), $ids);
});
?>
--EXPECT--
->dynamic(1, 2) begins
::fixed(3) begins
->closed(4) begins
->dynamic ends
::fixed ends
->closed ends
