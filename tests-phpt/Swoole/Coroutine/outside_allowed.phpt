--TEST--
The API that does not wait works outside of a coroutine
--FILE--
<?php
use Swoole\Coroutine;

var_dump(Coroutine::getCid(), Coroutine::getPcid(), Coroutine::exists(1), Coroutine::getContext(), Coroutine::getElapsed(), Coroutine::getBackTrace(1), Coroutine::getOptions());
var_dump(Coroutine::cancel(1), swoole_last_error() === SWOOLE_ERROR_CO_NOT_EXISTS, Coroutine::cancel(1, true));
var_dump(@Coroutine::resume(1), count(Coroutine::list()), Coroutine::getBackTrace()[0]['function']);
var_dump(Coroutine::getStackUsage() > 0);
?>
--EXPECT--
int(-1)
bool(false)
bool(false)
NULL
int(-1)
bool(false)
NULL
bool(false)
bool(true)
bool(false)
bool(false)
int(0)
string(12) "getBackTrace"
bool(true)
