--TEST--
Swoole\Coroutine::defer(): methods and function names; swoole_coroutine_defer() and the short defer() are the same
--FILE--
<?php
use Swoole\Coroutine;

class Subject
{
    public function method(): void
    {
        echo "method\n";
    }

    public static function fixed(): void
    {
        echo "static method\n";
    }
}
function plain(): void
{
    echo "function\n";
}

Coroutine\run(function () {
    Coroutine::defer('plain');
    swoole_coroutine_defer([new Subject(), 'method']);
    defer('Subject::fixed');
    Co\defer((new Subject())->method(...));
    Swoole\Coroutine\defer(fn () => print("arrow\n"));
    echo "body\n";
});
?>
--EXPECT--
body
arrow
method
static method
method
function
