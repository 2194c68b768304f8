--TEST--
Swoole\Coroutine\Channel: length(), isEmpty(), isFull() and stats() need no coroutine
--FILE--
<?php
use Swoole\Coroutine\Channel;

function state(Channel $channel): void
{
    echo $channel->length(), $channel->isEmpty() ? ' empty' : '', $channel->isFull() ? ' full' : '', ' ', json_encode($channel->stats()), "\n";
}
$channel = new Channel(2);
state($channel);
Swoole\Coroutine\run(function () use ($channel) {
    $channel->push(1);
    state($channel);
    $channel->push(2);
    state($channel);
    go(fn () => $channel->push(3));
    state($channel);
    $channel->pop();
    state($channel);
});
state($channel);
var_dump($channel->close());
state($channel);
?>
--EXPECT--
0 empty {"consumer_num":0,"producer_num":0,"queue_num":0}
1 {"consumer_num":0,"producer_num":0,"queue_num":1}
2 full {"consumer_num":0,"producer_num":0,"queue_num":2}
2 full {"consumer_num":0,"producer_num":1,"queue_num":2}
2 full {"consumer_num":0,"producer_num":0,"queue_num":2}
2 full {"consumer_num":0,"producer_num":0,"queue_num":2}
bool(true)
2 full {"consumer_num":0,"producer_num":0,"queue_num":2}
