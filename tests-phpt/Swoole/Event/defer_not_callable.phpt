--TEST--
Swoole\Event::defer(): what cannot be called is refused, by false or an exception
--FILE--
<?php
foreach (['absent', null, 5] as $callback) {
    try {
        var_dump(@Swoole\Event::defer($callback));
    } catch (Throwable $throwable) {
        echo "bool(false)\n";
    }
}
Swoole\Event::wait();
echo "end\n";
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
end
