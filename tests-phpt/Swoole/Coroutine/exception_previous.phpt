--TEST--
An exception may be carried from one coroutine to another by a channel
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

function fails(): never
{
    throw new RuntimeException('inner');
}

Coroutine\run(function () {
    $channel = new Channel();
    go(function () use ($channel) {
        try {
            fails();
        } catch (RuntimeException $exception) {
            $channel->push($exception);
        }
    });
    try {
        throw new LogicException('outer', 0, $channel->pop());
    } catch (LogicException $exception) {
        echo $exception->getMessage(), ' < ', $exception->getPrevious()->getMessage(), ' in ', $exception->getPrevious()->getTrace()[0]['function'], "\n";
    }
});
?>
--EXPECT--
outer < inner in fails
