--TEST--
Swoole\Coroutine::printBackTrace(): prints as PHP's debug_print_backtrace()
--FILE--
<?php
use Swoole\Coroutine;

function waits(string $argument): void
{
    Coroutine::sleep(0.001);
}

Coroutine\run(function () {
    $id = go('waits', 'argument');
    Coroutine::printBackTrace($id);
    echo "--\n";
    Coroutine::printBackTrace($id, DEBUG_BACKTRACE_IGNORE_ARGS);
    echo "--\n";
    Coroutine::printBackTrace($id, 0, 1);
    echo "--\n";
    (function () {
        Coroutine::printBackTrace();
    })();
    echo "--\n";
    Coroutine::printBackTrace(4711);
});
?>
--EXPECTF--
#0 %s(%d): Swoole\Coroutine::sleep(0.001)
#1 [internal function]: waits('argument')
--
#0 %s(%d): Swoole\Coroutine::sleep()
#1 [internal function]: waits()
--
#0 %s(%d): Swoole\Coroutine::sleep(0.001)
--
#0 %s(%d): {closure}()
#1 [internal function]: {closure}()
--
