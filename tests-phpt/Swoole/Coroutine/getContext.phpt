--TEST--
Swoole\Coroutine::getContext(): an ArrayObject of each coroutine's own, also of another one by its id
--FILE--
<?php
use Swoole\Coroutine;

var_dump(Coroutine::getContext());
Coroutine\run(function () {
    $context = Coroutine::getContext();
    var_dump(get_class($context), $context instanceof ArrayObject, $context === Coroutine::getContext(), count($context));
    $context['key'] = 'outer';
    $child = go(function () {
        var_dump(isset(Coroutine::getContext()['key']));
        Coroutine::getContext()['key'] = 'inner';
        Coroutine::yield();
        var_dump(Coroutine::getContext()['key'], Coroutine::getContext()['more']);
        var_dump(Coroutine::getContext(Coroutine::getPcid())['key']);
    });
    Coroutine::getContext($child)['more'] = 'from outside';
    Coroutine::resume($child);
    var_dump(Coroutine::getContext($child), Coroutine::getContext(4711));
    var_dump(swoole_last_error() === SWOOLE_ERROR_CO_NOT_EXISTS);
    var_dump(Coroutine::getContext()['key'], iterator_to_array($context));
});
?>
--EXPECT--
NULL
string(24) "Swoole\Coroutine\Context"
bool(true)
bool(true)
int(0)
bool(false)
string(5) "inner"
string(12) "from outside"
string(5) "outer"
NULL
NULL
bool(true)
string(5) "outer"
array(1) {
  ["key"]=>
  string(5) "outer"
}
