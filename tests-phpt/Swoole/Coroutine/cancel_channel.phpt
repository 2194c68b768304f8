--TEST--
Swoole\Coroutine::cancel(): pop() and push() return false with SWOOLE_CHANNEL_CANCELED and leave the channel as it was
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

Coroutine\run(function () {
    $channel = new Channel(1);
    $id = go(function () use ($channel) {
        var_dump($channel->pop(), $channel->errCode === SWOOLE_CHANNEL_CANCELED, Coroutine::isCanceled());
    });
    var_dump(Coroutine::cancel($id), $channel->stats()['consumer_num']);

    $channel->push('kept');
    $id = go(function () use ($channel) {
        var_dump($channel->push('dropped'), $channel->errCode === SWOOLE_CHANNEL_CANCELED);
    });
    var_dump(Coroutine::cancel($id), $channel->stats());
    var_dump($channel->pop(), $channel->errCode === SWOOLE_CHANNEL_OK, $channel->isEmpty());

    $id = go(function () use ($channel) {
        var_dump($channel->pop(60));
    });
    var_dump(Coroutine::cancel($id));
});
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
bool(true)
int(0)
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
bool(true)
bool(true)
bool(false)
bool(true)
