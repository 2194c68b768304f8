--TEST--
A coroutine that nothing can wake: run() prints a report that tells where it waits, and returns
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    function waits(string $argument): void
    {
        Swoole\Coroutine::yield();
        echo "not reached\n";
    }
    Swoole\Coroutine\run('waits', 'argument');
    echo "script goes on\n";
    PHP);
?>
--EXPECT--

 =================================================================
  [FATAL ERROR]: all coroutines (count: 1) are asleep - deadlock!
 =================================================================

  [Coroutine-1]
 -----------------------------------------------------------------
#0 script.php(4): Swoole\Coroutine::yield()
#1 [internal function]: waits()

 =================================================================
script goes on
exit 0
