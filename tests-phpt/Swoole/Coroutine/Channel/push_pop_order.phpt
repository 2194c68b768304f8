--TEST--
Swoole\Coroutine\Channel: push() to a waiting consumer runs it at once; pop() from a waiting producer runs that at once
--FILE--
<?php
use Swoole\Coroutine\Channel;

Swoole\Coroutine\run(function () {
    $channel = new Channel(1);
    go(function () use ($channel) {
        echo "consumer waits\n";
        while (($value = $channel->pop()) !== 'end') {
            echo "consumer has $value\n";
        }
        echo "consumer ends\n";
    });
    foreach (['one', 'two', 'end'] as $value) {
        echo "push $value\n";
        $channel->push($value);
        echo "pushed $value\n";
    }
    go(function () use ($channel) {
        foreach (['a', 'b', 'c'] as $value) {
            echo "producer pushes $value\n";
            $channel->push($value);
            echo "producer has pushed $value\n";
        }
    });
    for ($i = 0; $i < 3; $i++) {
        echo "pop\n";
        $value = $channel->pop();
        echo "popped $value\n";
    }
});
?>
--EXPECT--
consumer waits
push one
consumer has one
pushed one
push two
consumer has two
pushed two
push end
consumer ends
pushed end
producer pushes a
producer has pushed a
producer pushes b
pop
producer has pushed b
producer pushes c
popped a
pop
producer has pushed c
popped b
pop
popped c
