--TEST--
Swoole\Coroutine::getBackTrace(): of itself and of a coroutine that waits; false for an unknown one
--FILE--
<?php
use Swoole\Coroutine;

function inner(): void
{
    Coroutine::yield();
}
function outer(string $argument): void
{
    inner();
}
function names(array|false $trace): string
{
    return $trace === false ? 'false' : implode(' < ', array_map(fn (array $frame) => ($frame['class'] ?? '') . ($frame['type'] ?? '') . $frame['function'], $trace));
}

Coroutine\run(function () {
    $id = go('outer', 'argument');
    $trace = Coroutine::getBackTrace($id);
    echo names($trace), "\n";
    var_dump($trace[0]['line'], $trace[1]['line'], $trace[2]['args'], $trace[0]['file'] === __FILE__);
    echo names(Coroutine::getBackTrace($id, DEBUG_BACKTRACE_IGNORE_ARGS, 2)), "\n";
    var_dump(isset(Coroutine::getBackTrace($id, DEBUG_BACKTRACE_IGNORE_ARGS)[2]['args']));
    echo names(Coroutine::getBackTrace()), "\n";
    echo names(Coroutine::getBackTrace(Coroutine::getCid())), "\n";
    echo names(Coroutine::getBackTrace(4711)), "\n";
    var_dump(swoole_last_error() === SWOOLE_ERROR_CO_NOT_EXISTS);
    Coroutine::resume($id);
    echo names(Coroutine::getBackTrace($id)), "\n";
});
?>
--EXPECT--
Swoole\Coroutine::yield < inner < outer
int(6)
int(10)
array(1) {
  [0]=>
  string(8) "argument"
}
bool(true)
Swoole\Coroutine::yield < inner
bool(false)
Swoole\Coroutine::getBackTrace < {closure}
Swoole\Coroutine::getBackTrace < {closure}
false
bool(true)
false
