--TEST--
Classes of static methods cannot be instantiated
--FILE--
<?php
foreach (['Coroutine', 'Coroutine\System', 'Event', 'Runtime', 'Timer'] as $class) {
    try {
        new ("Swoole\\$class")();
        echo "$class was made\n";
    } catch (Error $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}

class Child extends Swoole\Coroutine
{
    public $property = 'set';
}
try {
    new Child();
} catch (Error $e) {
    echo $e->getMessage(), "\n";
}
?>
--EXPECT--
Error: The object of Swoole\Coroutine can not be created for security reasons
Error: The object of Swoole\Coroutine\System can not be created for security reasons
Error: The object of Swoole\Event can not be created for security reasons
Error: The object of Swoole\Runtime can not be created for security reasons
Error: The object of Swoole\Timer can not be created for security reasons
The object of Child can not be created for security reasons
