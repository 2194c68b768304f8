--TEST--
Swoole\Coroutine\go(), Co\go(), the short go() and swoole_coroutine_create() are Coroutine::create()
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $functions = ['Swoole\Coroutine\go', 'Co\go', 'go', 'swoole_coroutine_create', 'Co::create', 'Swoole\Coroutine::create'];
    $ids = [];
    foreach ($functions as $function) {
        $ids[] = $function(function (string $name, int $number) {
            echo "$name $number\n";
            Coroutine::yield();
        }, $function, 7);
    }
    var_dump($ids === range(2, 7));
    array_map(Coroutine::resume(...), $ids);
});
?>
--EXPECT--
Swoole\Coroutine\go 7
Co\go 7
go 7
swoole_coroutine_create 7
Co::create 7
Swoole\Coroutine::create 7
bool(true)
