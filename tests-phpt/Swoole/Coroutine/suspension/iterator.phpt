--TEST--
Waiting inside an Iterator and an IteratorAggregate, in foreach, iterator_to_array(), spread and yield from
--FILE--
<?php
use Swoole\Coroutine;

class Slow implements Iterator
{
    private int $position = 0;

    public function __construct(private array $items)
    {
    }

    private function wait(mixed $value): mixed
    {
        Coroutine::sleep(0.001);

        return $value;
    }

    public function current(): mixed
    {
        return $this->wait($this->items[$this->position]);
    }

    public function key(): mixed
    {
        return $this->wait($this->position);
    }

    public function next(): void
    {
        $this->position = $this->wait($this->position + 1);
    }

    public function rewind(): void
    {
        $this->position = $this->wait(0);
    }

    public function valid(): bool
    {
        return $this->wait($this->position < count($this->items));
    }
}
class Aggregate implements IteratorAggregate
{
    public function __construct(private array $items)
    {
    }

    public function getIterator(): Iterator
    {
        Coroutine::sleep(0.001);

        return new Slow($this->items);
    }
}

$seen = [];
Coroutine\run(function () use (&$seen) {
    foreach ([[1, 2, 3], [4, 5]] as $items) {
        go(function () use ($items, &$seen) {
            $name = implode($items);
            foreach (new Aggregate($items) as $key => $item) {
                $seen["$name foreach"][] = "$key:$item";
                $seen['order'][] = $item;
            }
            $seen["$name array"] = iterator_to_array(new Aggregate($items));
            $seen["$name spread"] = [...new Slow($items)];
            $seen["$name from"] = iterator_to_array((fn () => yield from new Aggregate($items))());
            [$first] = [...new Aggregate($items)];
            $seen["$name first"] = $first;
        });
    }
});
echo implode(' ', $seen['order']) === '1 2 3 4 5' ? "not interleaved\n" : "interleaved\n";
unset($seen['order']);
ksort($seen);
echo json_encode($seen, JSON_PRETTY_PRINT), "\n";
?>
--EXPECT--
interleaved
{
    "123 array": [
        1,
        2,
        3
    ],
    "123 first": 1,
    "123 foreach": [
        "0:1",
        "1:2",
        "2:3"
    ],
    "123 from": [
        1,
        2,
        3
    ],
    "123 spread": [
        1,
        2,
        3
    ],
    "45 array": [
        4,
        5
    ],
    "45 first": 4,
    "45 foreach": [
        "0:4",
        "1:5"
    ],
    "45 from": [
        4,
        5
    ],
    "45 spread": [
        4,
        5
    ]
}
