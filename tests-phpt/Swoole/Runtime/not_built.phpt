--TEST--
Hooks that are not built: whoever names one gets a warning, once; SWOOLE_HOOK_ALL says nothing
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Runtime;

Runtime::enableCoroutine();
Runtime::enableCoroutine(SWOOLE_HOOK_ALL);
Runtime::setHookFlags(SWOOLE_HOOK_ALL ^ SWOOLE_HOOK_TCP);
Coroutine::set(['hook_flags' => SWOOLE_HOOK_ALL & ~SWOOLE_HOOK_CURL]);
Runtime::setHookFlags(SWOOLE_HOOK_TCP | SWOOLE_HOOK_UNIX | SWOOLE_HOOK_UDP | SWOOLE_HOOK_UDG | SWOOLE_HOOK_SLEEP | SWOOLE_HOOK_STREAM_FUNCTION);
echo "silent so far\n";
Runtime::setHookFlags(SWOOLE_HOOK_TCP | SWOOLE_HOOK_FILE | SWOOLE_HOOK_CURL);
var_dump(Runtime::getHookFlags() === (SWOOLE_HOOK_TCP | SWOOLE_HOOK_FILE | SWOOLE_HOOK_CURL));
Runtime::setHookFlags(SWOOLE_HOOK_FILE);
Coroutine::set(['hook_flags' => SWOOLE_HOOK_FILE | SWOOLE_HOOK_STDIO]);
foreach (['NATIVE_CURL', 'SOCKETS', 'PROC', 'NET_FUNCTION', 'MONGODB'] as $name) {
    Runtime::enableCoroutine(constant("SWOOLE_HOOK_$name"));
}
?>
--EXPECTF--
silent so far

Warning: Swoole\Runtime::setHookFlags(): not supported yet by swoole-rs: SWOOLE_HOOK_FILE, SWOOLE_HOOK_CURL; these functions block as ever in %s on line %d
bool(true)

Warning: Swoole\Coroutine::set(): not supported yet by swoole-rs: SWOOLE_HOOK_STDIO; these functions block as ever in %s on line %d

Warning: Swoole\Runtime::enableCoroutine(): not supported yet by swoole-rs: SWOOLE_HOOK_NATIVE_CURL; these functions block as ever in %s on line %d

Warning: Swoole\Runtime::enableCoroutine(): not supported yet by swoole-rs: SWOOLE_HOOK_SOCKETS; these functions block as ever in %s on line %d

Warning: Swoole\Runtime::enableCoroutine(): not supported yet by swoole-rs: SWOOLE_HOOK_PROC; these functions block as ever in %s on line %d

Warning: Swoole\Runtime::enableCoroutine(): not supported yet by swoole-rs: SWOOLE_HOOK_NET_FUNCTION; these functions block as ever in %s on line %d

Warning: Swoole\Runtime::enableCoroutine(): not supported yet by swoole-rs: SWOOLE_HOOK_MONGODB; these functions block as ever in %s on line %d
