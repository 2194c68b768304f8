--TEST--
Swoole\Coroutine\Channel: push() and pop() with a timeout: false and SWOOLE_CHANNEL_TIMEOUT, nothing is lost
--FILE--
<?php
use Swoole\Coroutine\Channel;

Swoole\Coroutine\run(function () {
    $channel = new Channel(1);
    $start = hrtime(true);
    var_dump($channel->pop(0.02), $channel->errCode === SWOOLE_CHANNEL_TIMEOUT);
    var_dump($channel->push('kept'), $channel->errCode === SWOOLE_CHANNEL_OK);
    var_dump($channel->push('dropped', 0.02), $channel->errCode === SWOOLE_CHANNEL_TIMEOUT);
    var_dump((hrtime(true) - $start) / 1e9 >= 0.036, $channel->stats());
    var_dump($channel->pop(0.02), $channel->errCode);
    var_dump($channel->isEmpty());

    // In time: the timer of the timeout does nothing later.
    go(function () use ($channel) {
        Swoole\Coroutine::sleep(0.01);
        $channel->push('in time');
    });
    var_dump($channel->pop(0.5), $channel->pop(0.02));
    // A consumer that has timed out is not in the way of the next one.
    go(function () use ($channel) {
        var_dump($channel->pop(0.01));
    });
    go(function () use ($channel) {
        var_dump($channel->pop(0.5));
    });
    Swoole\Coroutine::sleep(0.03);
    $channel->push('for the second');
});
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
bool(true)
array(3) {
  ["consumer_num"]=>
  int(0)
  ["producer_num"]=>
  int(0)
  ["queue_num"]=>
  int(1)
}
string(4) "kept"
int(0)
bool(true)
string(7) "in time"
bool(false)
bool(false)
string(14) "for the second"
