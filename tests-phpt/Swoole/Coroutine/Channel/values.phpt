--TEST--
Swoole\Coroutine\Channel: every value comes out as it went in, in order, with objects and references kept
--FILE--
<?php
use Swoole\Coroutine\Channel;

Swoole\Coroutine\run(function () {
    $object = new stdClass();
    $values = [1, -1.5, '', "bin\0ary\xff", true, false, null, [], ['k' => [1, 2]], $object, fn () => 1, STDOUT, str_repeat('long', 1000)];
    $channel = new Channel(count($values));
    foreach ($values as $value) {
        $channel->push($value);
    }
    var_dump($channel->length() === count($values), $channel->isFull());
    foreach ($values as $value) {
        if ($channel->pop() !== $value) {
            echo 'differs: ', get_debug_type($value), "\n";
        }
    }
    // false from pop() is a value when errCode is SWOOLE_CHANNEL_OK.
    $channel->push(false);
    var_dump($channel->pop(0.001), $channel->errCode === SWOOLE_CHANNEL_OK, $channel->pop(0.001), $channel->errCode === SWOOLE_CHANNEL_TIMEOUT);

    $array = [1];
    $channel->push($array);
    $array[] = 2;
    var_dump(count($channel->pop()));
    $reference = &$array;
    $channel->push($reference);
    $popped = $channel->pop();
    $popped[] = 3;
    var_dump(count($array));
});
?>
--EXPECT--
bool(true)
bool(true)
bool(false)
bool(true)
bool(false)
bool(true)
int(1)
int(2)
