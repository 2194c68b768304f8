--TEST--
Swoole\Coroutine\WaitGroup: misuse throws
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\WaitGroup;

function attempt(callable $function): void
{
    try {
        $function();
        echo "allowed\n";
    } catch (Exception $exception) {
        echo get_class($exception), ': ', $exception->getMessage(), "\n";
    }
}
Coroutine\run(function () {
    $group = new WaitGroup();
    attempt(fn () => $group->done());
    attempt(fn () => $group->add(-1));
    $group->add(3);
    attempt(fn () => $group->add(-1));
    $group->add(-1);
    var_dump($group->count());
    $waiter = go(fn () => $group->wait());
    attempt(fn () => $group->wait());
    attempt(fn () => $group->add());
    $group->done();
    var_dump(Coroutine::exists($waiter), $group->count());
});
?>
--EXPECT--
BadMethodCallException: WaitGroup misuse: negative counter
InvalidArgumentException: WaitGroup misuse: negative counter
allowed
int(1)
BadMethodCallException: WaitGroup misuse: reused before previous wait has returned
BadMethodCallException: WaitGroup misuse: add called concurrently with wait
bool(false)
int(0)
