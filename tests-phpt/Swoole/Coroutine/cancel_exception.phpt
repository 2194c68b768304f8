--TEST--
Swoole\Coroutine::cancel(): with $throw_exception the wait throws a CanceledException, and finally blocks and deferred functions run
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\{CanceledException, Channel};

Coroutine\run(function () {
    $channel = new Channel();
    $waits = [
        'yield' => fn () => Coroutine::yield(),
        'sleep' => fn () => Coroutine::sleep(60),
        'pop' => fn () => $channel->pop(),
        'usleep' => fn () => usleep(60000000),
        'join' => fn () => Coroutine::join([Coroutine::getPcid()]),
    ];
    foreach ($waits as $name => $wait) {
        $id = go(function () use ($name, $wait) {
            Coroutine::defer(function () {
                echo "deferred\n";
            });
            try {
                $wait();
                echo "not reached\n";
            } catch (CanceledException $exception) {
                echo $name, ': ', get_class($exception), ' "', $exception->getMessage(), '" ', $exception->getCode(), "\n";
            } finally {
                echo "finally\n";
            }
        });
        var_dump(Coroutine::cancel($id, true));
    }
    var_dump((new ReflectionClass(CanceledException::class))->isFinal(), get_parent_class(CanceledException::class));
});
?>
--EXPECT--
yield: Swoole\Coroutine\CanceledException "" 0
finally
deferred
bool(true)
sleep: Swoole\Coroutine\CanceledException "" 0
finally
deferred
bool(true)
pop: Swoole\Coroutine\CanceledException "" 0
finally
deferred
bool(true)
usleep: Swoole\Coroutine\CanceledException "" 0
finally
deferred
bool(true)
join: Swoole\Coroutine\CanceledException "" 0
finally
deferred
bool(true)
bool(true)
string(9) "Exception"
