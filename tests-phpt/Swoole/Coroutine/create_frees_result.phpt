--TEST--
Swoole\Coroutine::create(): what the function returns is freed when the coroutine ends
--FILE--
<?php
use Swoole\Coroutine;

class Result
{
    public function __destruct()
    {
        echo "freed\n";
    }
}

Coroutine\run(function () {
    $id = go(function () {
        Coroutine::yield();

        return new Result();
    });
    Coroutine::resume($id);
    echo "end\n";
});
$before = memory_get_usage();
Coroutine\run(function () {
    for ($i = 0; $i < 1000; $i++) {
        go(fn () => str_repeat('x', 10000));
    }
});
var_dump(memory_get_usage() - $before < 1 << 20);
?>
--EXPECT--
freed
end
bool(true)
