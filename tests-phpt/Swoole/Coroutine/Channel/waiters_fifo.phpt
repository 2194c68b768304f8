--TEST--
Swoole\Coroutine\Channel: consumers and producers that wait are served in the order in which they came
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

Coroutine\run(function () {
    $channel = new Channel(2);
    foreach (['first', 'second', 'third'] as $name) {
        go(function () use ($name, $channel) {
            echo "$name gets {$channel->pop()}\n";
        });
    }
    var_dump($channel->stats());
    foreach ([1, 2, 3] as $value) {
        $channel->push($value);
    }

    $channel->push('x');
    $channel->push('y');
    foreach (['p1', 'p2', 'p3'] as $name) {
        go(function () use ($name, $channel) {
            $channel->push($name);
            echo "$name is in\n";
        });
    }
    var_dump($channel->stats());
    for ($i = 0; $i < 5; $i++) {
        $value = $channel->pop();
        echo "popped $value\n";
    }
    var_dump($channel->isEmpty(), $channel->stats());
});
?>
--EXPECT--
array(3) {
  ["consumer_num"]=>
  int(3)
  ["producer_num"]=>
  int(0)
  ["queue_num"]=>
  int(0)
}
first gets 1
second gets 2
third gets 3
array(3) {
  ["consumer_num"]=>
  int(0)
  ["producer_num"]=>
  int(3)
  ["queue_num"]=>
  int(2)
}
p1 is in
popped x
p2 is in
popped y
p3 is in
popped p1
popped p2
popped p3
bool(true)
array(3) {
  ["consumer_num"]=>
  int(0)
  ["producer_num"]=>
  int(0)
  ["queue_num"]=>
  int(0)
}
