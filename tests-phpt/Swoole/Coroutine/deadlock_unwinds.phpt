--TEST--
Coroutines that nothing can wake are reported once by run(), and unwind at the end of the script
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    go(function () {
        try {
            Coroutine::yield();
            echo "not reached\n";
        } finally {
            echo "finally\n";
        }
    });
});
echo "after run()\n";
?>
--EXPECTF--

 %s
  [FATAL ERROR]: all coroutines (count: 1) are asleep - deadlock!
 %s

  [Coroutine-2]
 %s
#0 %s(%d): Swoole\Coroutine::yield()
#1 [internal function]: {closure}()

 %s
after run()
finally
