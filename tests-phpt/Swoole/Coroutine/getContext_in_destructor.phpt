--TEST--
Swoole\Coroutine::getContext(): a destructor that runs because the context is freed finds none, with a warning
--FILE--
<?php
use Swoole\Coroutine;

class Guest
{
    public function __destruct()
    {
        var_dump(Coroutine::getContext());
    }
}

Coroutine\run(function () {
    go(function () {
        Coroutine::getContext()['guest'] = new Guest();
    });
    echo "end\n";
});
?>
--EXPECTF--

Warning: Swoole\Coroutine::getContext(): The context of coroutine has been destroyed in %s on line %d
NULL
end
