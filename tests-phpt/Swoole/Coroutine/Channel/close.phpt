--TEST--
Swoole\Coroutine\Channel::close(): wakes all who wait, with false and SWOOLE_CHANNEL_CLOSED; what is inside can still be popped
--FILE--
<?php
use Swoole\Coroutine\Channel;

Swoole\Coroutine\run(function () {
    $channel = new Channel(1);
    foreach (['c1', 'c2', 'c3'] as $name) {
        go(function () use ($name, $channel) {
            $popped = $channel->pop();
            echo $name, ' ', json_encode([$popped, $channel->errCode === SWOOLE_CHANNEL_CLOSED]), "\n";
        });
    }
    var_dump($channel->close());
    echo "closed\n";
    var_dump($channel->push(1), $channel->errCode === SWOOLE_CHANNEL_CLOSED, $channel->pop(), $channel->errCode === SWOOLE_CHANNEL_CLOSED);
    var_dump($channel->close());

    $channel = new Channel(2);
    $channel->push('a');
    $channel->push('b');
    foreach (['p1', 'p2'] as $name) {
        go(function () use ($name, $channel) {
            $pushed = $channel->push($name);
            echo $name, ' ', json_encode([$pushed, $channel->errCode === SWOOLE_CHANNEL_CLOSED]), "\n";
        });
    }
    $channel->close();
    var_dump($channel->length(), $channel->stats());
    var_dump($channel->pop(), $channel->pop(), $channel->errCode, $channel->pop(), $channel->errCode === SWOOLE_CHANNEL_CLOSED);
});
?>
--EXPECT--
c1 [false,true]
c2 [false,true]
c3 [false,true]
bool(true)
closed
bool(false)
bool(true)
bool(false)
bool(true)
bool(false)
p1 [false,true]
p2 [false,true]
int(2)
array(3) {
  ["consumer_num"]=>
  int(0)
  ["producer_num"]=>
  int(0)
  ["queue_num"]=>
  int(2)
}
string(1) "a"
string(1) "b"
int(0)
bool(false)
bool(true)
