--TEST--
swoole_event_rshutdown(): runs the loop, for the end of a script
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    Swoole\Timer::after(5, fn () => print("timer\n"));
    @swoole_event_rshutdown();
    echo "end\n";
    PHP);
?>
--EXPECT--
timer
end
exit 0
