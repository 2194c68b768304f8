--TEST--
Swoole\Coroutine\Channel: one that contains itself is found by the cycle collector
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
    $channel = new Channel(2);
    $channel->push($channel);
    $channel->push(new Guest());
    unset($channel);
    gc_collect_cycles();
    echo "end\n";
});
?>
--EXPECT--
freed
end
