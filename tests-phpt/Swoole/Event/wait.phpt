--TEST--
Swoole\Event::wait(): returns at once when nothing is left to do, or without any event at all
--FILE--
<?php
Swoole\Event::wait();
echo "nothing\n";
Swoole\Timer::after(5, fn () => print("timer\n"));
Swoole\Event::wait();
echo "end\n";
?>
--EXPECT--
nothing
timer
end
