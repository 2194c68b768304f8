--TEST--
Swoole\Coroutine\Channel::close(): a consumer that is woken may push, close again or wait elsewhere
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

Coroutine\run(function () {
    $channel = new Channel();
    $ids = [];
    $actions = [
        'push' => fn () => $channel->push(1),
        'close' => fn () => $channel->close(),
        'pop' => fn () => $channel->pop(),
        'sleep' => fn () => Coroutine::sleep(0.001),
    ];
    foreach ($actions as $name => $action) {
        $ids[] = go(function () use ($name, $action, $channel) {
            $popped = $channel->pop();
            $result = $action();
            echo $name, ' ', json_encode([$popped, $result]), "\n";
        });
    }
    var_dump($channel->close());
    Coroutine::join($ids);
});
?>
--EXPECT--
push [false,false]
close [false,false]
pop [false,false]
bool(true)
sleep [false,true]
