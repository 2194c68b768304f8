--TEST--
Waiting inside a generator: the coroutine that asks for the next value waits
--FILE--
<?php
use Swoole\Coroutine;

function numbers(string $name, int $count): Generator
{
    try {
        for ($i = 1; $i <= $count; $i++) {
            Coroutine::sleep(0.005);
            $received = yield "$name$i" => $i;
            if ($received !== null) {
                echo "$name received $received\n";
            }
        }

        return "$name is done";
    } finally {
        Coroutine::sleep(0.001);
        echo "$name finally\n";
    }
}
function all(): Generator
{
    yield from numbers('c', 2);
    yield 'last' => 9;
}

Coroutine\run(function () {
    $id = go(function () {
        $generator = numbers('a', 2);
        foreach ($generator as $key => $value) {
            echo "$key => $value\n";
        }
        echo $generator->getReturn(), "\n";
    });
    echo "a waits\n";
    Coroutine::join([$id]);
    $id = go(function () {
        $generator = numbers('b', 3);
        echo $generator->current(), "\n";
        echo $generator->send('hello'), "\n";
        unset($generator);
        echo "b abandoned\n";
    });
    echo "b waits\n";
    Coroutine::join([$id]);
    foreach (all() as $key => $value) {
        echo "$key => $value\n";
    }
});
?>
--EXPECT--
a waits
a1 => 1
a2 => 2
a finally
a is done
b waits
1
b received hello
2
b finally
b abandoned
c1 => 1
c2 => 2
c finally
last => 9
