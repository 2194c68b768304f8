--TEST--
Swoole\Coroutine\Channel::__construct(): the capacity, 1 at least; the properties
--FILE--
<?php
use Swoole\Coroutine\Channel;

foreach ([[], [1], [5], [0], [-3]] as $arguments) {
    $channel = new Channel(...$arguments);
    var_dump($channel->capacity, $channel->errCode);
}
try {
    new Channel('many');
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
var_dump((new ReflectionClass('chan'))->getName(), (new ReflectionClass('Co\Channel'))->getName());
foreach ([fn () => clone new Channel(), fn () => serialize(new Channel()), function () {
    $channel = new Channel();
    unset($channel->capacity);
}] as $forbidden) {
    try {
        $forbidden();
        echo "allowed\n";
    } catch (Throwable $throwable) {
        echo get_class($throwable), ': ', $throwable->getMessage(), "\n";
    }
}
?>
--EXPECT--
int(1)
int(0)
int(1)
int(0)
int(5)
int(0)
int(1)
int(0)
int(1)
int(0)
Swoole\Coroutine\Channel::__construct(): Argument #1 ($size) must be of type int, string given
string(24) "Swoole\Coroutine\Channel"
string(24) "Swoole\Coroutine\Channel"
Error: Trying to clone an uncloneable object of class Swoole\Coroutine\Channel
Exception: Serialization of 'Swoole\Coroutine\Channel' is not allowed
Error: Property capacity of class Swoole\Coroutine\Channel cannot be unset
