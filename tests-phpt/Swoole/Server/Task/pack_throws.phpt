--TEST--
Swoole\Server\Task::pack() and unpack(): exceptions of the packed classes
--FILE--
<?php
use Swoole\Server\Task;

class In
{
    public function __serialize(): array
    {
        throw new Exception('not in');
    }
}

class Out
{
    public function __unserialize(array $data): void
    {
        throw new Exception('not out');
    }
}

$calls = [fn() => Task::pack(function () {}), fn() => Task::pack(new In()), fn() => Task::unpack(Task::pack([new Out()])), fn() => Task::unpack([])];
foreach ($calls as $call) {
    try {
        var_dump($call());
    } catch (Throwable $error) {
        echo get_class($error), ': ', $error->getMessage(), "\n";
    }
}
?>
--EXPECT--
Exception: Serialization of 'Closure' is not allowed
Exception: not in
Exception: not out
TypeError: Swoole\Server\Task::unpack(): Argument #1 ($data) must be of type string, array given
