--TEST--
Swoole\Coroutine\Channel: what is left inside is freed with it, a cycle through the channel is collected
--FILE--
<?php
use Swoole\Coroutine\Channel;

class Guest
{
    public function __construct(private string $name)
    {
    }

    public function __destruct()
    {
        echo "$this->name is freed\n";
    }
}
Swoole\Coroutine\run(function () {
    $channel = new Channel(3);
    $channel->push(new Guest('left inside'));
    $channel->push(new Guest('popped'));
    $channel->pop();
    echo "popped one\n";
    unset($channel);
    echo "no channel\n";
});
echo "end\n";
?>
--EXPECT--
left inside is freed
popped one
popped is freed
no channel
end
