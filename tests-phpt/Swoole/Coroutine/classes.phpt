--TEST--
Swoole\Coroutine, System, Event and Runtime: static methods only, no objects of System and Event
--FILE--
<?php
foreach (['Swoole\Coroutine', 'Swoole\Coroutine\System', 'Swoole\Event'] as $class) {
    try {
        new $class();
        echo "$class has objects\n";
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
}
?>
--EXPECT--
The object of Swoole\Coroutine can not be created for security reasons
The object of Swoole\Coroutine\System can not be created for security reasons
The object of Swoole\Event can not be created for security reasons
