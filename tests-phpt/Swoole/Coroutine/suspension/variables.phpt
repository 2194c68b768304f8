--TEST--
Variables keep their meaning across a wait: extract(), compact(), static, global, func_get_args(), closures
--FILE--
<?php
use Swoole\Coroutine;

$global = 'untouched';
class Counter
{
    private int $count = 0;

    public function next(): int
    {
        $closure = function () {
            $before = $this->count;
            Coroutine::sleep(0.001);

            return $this->count = $before + 1;
        };

        return $closure();
    }
}
function changes(string ...$arguments): string
{
    global $global;
    static $calls = 0;
    $calls++;
    $mine = $calls;
    extract(['extracted' => "e$mine"]);
    Coroutine::sleep(0.001);
    $global .= " $mine";
    $name = 'extracted';

    return json_encode([func_get_args(), compact('extracted', 'mine'), $$name, $calls, count(get_defined_vars())]);
}
Coroutine\run(function () {
    $ids = [];
    foreach (['a', 'b'] as $letter) {
        $ids[] = go(function () use ($letter) {
            echo changes($letter, strtoupper($letter)), "\n";
        });
    }
    Coroutine::join($ids);
    $counter = new Counter();
    $counter->next();
    var_dump($counter->next());
});
echo strlen($global), "\n";
?>
--EXPECT--
[["a","A"],{"extracted":"e1","mine":1},"e1",2,6]
[["b","B"],{"extracted":"e2","mine":2},"e2",2,6]
int(2)
13
