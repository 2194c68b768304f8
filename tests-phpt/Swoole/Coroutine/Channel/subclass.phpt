--TEST--
Swoole\Coroutine\Channel: a subclass may add to it; without its constructor it cannot be used
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

class Counting extends Swoole\Coroutine\Channel
{
    public int $pushed = 0;

    public function push(mixed $data, float $timeout = -1): bool
    {
        $this->pushed++;

        return parent::push($data, $timeout);
    }
}
Swoole\Coroutine\run(function () {
    $channel = new Counting(2);
    $channel->push('a');
    $channel->push('b');
    var_dump($channel->pushed, $channel->pop(), $channel->capacity);
});
SwooleTest\runScript(<<<'PHP'
    class Lazy extends Swoole\Coroutine\Channel
    {
        public function __construct()
        {
        }
    }
    Swoole\Coroutine\run(function () {
        (new Lazy())->push(1);
        echo "not reached\n";
    });
    PHP);
?>
--EXPECT--
int(2)
string(1) "a"
int(2)

Fatal error: Uncaught Swoole\Error: must call constructor first in script.php:9
Stack trace:
#0 script.php(9): Swoole\Coroutine\Channel->push(1)
#1 [internal function]: {closure}()
#2 {main}
  thrown in script.php on line 9
exit 255
