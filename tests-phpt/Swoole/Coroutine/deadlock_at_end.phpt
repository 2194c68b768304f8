--TEST--
Coroutines that nothing can wake, without run(): the report comes when the loop at the end of the script has nothing to do
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    go(function () {
        Swoole\Coroutine::yield();
    });
    echo "end of script\n";
    PHP);
?>
--EXPECTF--
end of script
%A
 =================================================================
  [FATAL ERROR]: all coroutines (count: 1) are asleep - deadlock!
 =================================================================

  [Coroutine-1]
 -----------------------------------------------------------------
#0 script.php(3): Swoole\Coroutine::yield()
#1 [internal function]: {closure}()

 =================================================================
exit 0
