--TEST--
Swoole\Runtime::enableCoroutine(): without arguments SWOOLE_HOOK_ALL, with false nothing
--FILE--
<?php
use Swoole\Runtime;

var_dump(@Runtime::enableCoroutine(), Runtime::getHookFlags() === SWOOLE_HOOK_ALL);
var_dump(Runtime::enableCoroutine(false), Runtime::getHookFlags());
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
int(0)
