--TEST--
Exceptions of the coroutine classes: parents, message, code, and that some are final
--FILE--
<?php
$classes = [
    Swoole\Coroutine\CanceledException::class, Swoole\Coroutine\TimeoutException::class,
    Swoole\Coroutine\Http\Client\Exception::class, Swoole\Coroutine\Socket\Exception::class,
];
foreach ($classes as $class) {
    $previous = new LogicException();
    try {
        throw new $class('why', 3, $previous);
    } catch (Exception $e) {
        echo get_class($e), ' < ', implode(' < ', class_parents($e)), ': ', $e->getMessage(), ' ', $e->getCode(), "\n";
        echo basename($e->getFile()), ':', $e->getLine(), ' ', var_export($e->getPrevious() === $previous, true), ' ';
        echo (new ReflectionClass($e))->isFinal() ? 'final' : 'open', "\n";
    }
}
?>
--EXPECT--
Swoole\Coroutine\CanceledException < Exception: why 3
exceptions.php:9 true final
Swoole\Coroutine\TimeoutException < Exception: why 3
exceptions.php:9 true final
Swoole\Coroutine\Http\Client\Exception < Swoole\Exception < Exception: why 3
exceptions.php:9 true open
Swoole\Coroutine\Socket\Exception < Swoole\Exception < Exception: why 3
exceptions.php:9 true open
