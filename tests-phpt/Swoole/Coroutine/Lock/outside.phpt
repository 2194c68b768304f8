--TEST--
Swoole\Coroutine\Lock: outside of a coroutine lock() and unlock() return false
--FILE--
<?php
$lock = new Swoole\Coroutine\Lock();
ob_start();
$results = [$lock->lock(), $lock->errCode === SWOOLE_ERROR_CO_OUT_OF_COROUTINE, $lock->unlock()];
ob_end_clean();
echo "\n", json_encode($results), "\n";
?>
--EXPECTF--
%A
[false,true,false]
