--TEST--
Swoole\Coroutine\Channel::push(): a value that was refused is freed
--FILE--
<?php
use Swoole\Coroutine\Channel;

class Guest
{
    public function __destruct()
    {
        echo "freed\n";
    }
}
Swoole\Coroutine\run(function () {
    $channel = new Channel();
    $channel->push(1);
    $channel->push(new Guest(), 0.001);
    echo "timed out\n";
    $channel->close();
    $channel->push(new Guest());
    echo "was closed\n";
});
?>
--EXPECT--
freed
timed out
freed
was closed
