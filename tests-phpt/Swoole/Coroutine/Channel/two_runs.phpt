--TEST--
Swoole\Coroutine\Channel: used by one run() after another, with what the first has left
--FILE--
<?php
use Swoole\Coroutine\Channel;

$channel = new Channel(5);
Swoole\Coroutine\run(function () use ($channel) {
    $channel->push('from the first run');
});
Swoole\Coroutine\run(function () use ($channel) {
    var_dump($channel->pop());
    $channel->close();
});
Swoole\Coroutine\run(function () use ($channel) {
    var_dump($channel->pop());
});
?>
--EXPECT--
string(18) "from the first run"
bool(false)
