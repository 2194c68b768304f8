--TEST--
Memory: ten thousand coroutines that end, wait or are canceled leave nothing behind
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

function churn(int $times): void
{
    Coroutine\run(function () use ($times) {
        $channel = new Channel();
        for ($i = 0; $i < $times; $i++) {
            go(function () use ($i) {
                Coroutine::getContext()['data'] = str_repeat('x', 100);
                Coroutine::defer(fn () => $i);
            });
            $id = go(function (string $argument) {
                try {
                    $local = [$argument, new stdClass()];
                    Coroutine::yield();
                } catch (Coroutine\CanceledException $exception) {
                }
            }, "argument $i");
            $i % 2 === 0 ? Coroutine::resume($id) : Coroutine::cancel($id, true);
            go(fn () => $channel->push("value $i"));
            $channel->pop();
        }
    });
}
churn(100);
$before = memory_get_usage();
churn(10000);
$grown = memory_get_usage() - $before;
echo $grown < 100000 ? "nothing\n" : "$grown bytes\n";
?>
--EXPECT--
nothing
