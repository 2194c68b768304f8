--TEST--
Swoole\Coroutine\Channel: a timeout of 0 or less waits without end; a tiny one is rounded up
--FILE--
<?php
use Swoole\Coroutine\Channel;

Swoole\Coroutine\run(function () {
    foreach ([-1, 0, -0.5] as $timeout) {
        $channel = new Channel();
        $waiting = true;
        $id = go(function () use ($channel, $timeout, &$waiting) {
            $channel->pop($timeout);
            $waiting = false;
        });
        Swoole\Coroutine::sleep(0.01);
        var_dump($waiting);
        $channel->push(1);
    }
    $channel = new Channel();
    var_dump($channel->pop(0.0001), $channel->errCode === SWOOLE_CHANNEL_TIMEOUT);
    try {
        $channel->pop('soon');
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
    try {
        $channel->push();
    } catch (ArgumentCountError $error) {
        echo $error->getMessage(), "\n";
    }
});
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
Swoole\Coroutine\Channel::pop(): Argument #1 ($timeout) must be of type float, string given
Swoole\Coroutine\Channel::push() expects at least 1 argument, 0 given
