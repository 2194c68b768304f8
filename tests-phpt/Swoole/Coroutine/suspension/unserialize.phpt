--TEST--
Waiting inside __wakeup(), __unserialize(), __serialize() and var_export(): nested (un)serialising does not mix
--FILE--
<?php
use Swoole\Coroutine;

class Item
{
    public array $children = [];

    public function __construct(public string $name)
    {
    }

    public function __serialize(): array
    {
        Coroutine::sleep(0.001);

        return ['name' => $this->name, 'children' => $this->children];
    }

    public function __unserialize(array $data): void
    {
        Coroutine::sleep(0.001);
        $this->name = $data['name'];
        $this->children = $data['children'];
    }
}
$results = [];
Coroutine\run(function () use (&$results) {
    foreach (['a', 'b', 'c'] as $name) {
        go(function () use ($name, &$results) {
            $root = new Item($name);
            for ($i = 0; $i < 5; $i++) {
                $root->children[] = new Item("$name$i");
            }
            $root->children[] = $root->children[0];
            $copy = unserialize(serialize($root));
            $results[$name] = [$copy == $root, $copy->children[5] === $copy->children[0], array_column($copy->children, 'name')];
        });
    }
    echo count($results), " before any wait\n";
});
ksort($results);
foreach ($results as $name => $result) {
    echo "$name: ", json_encode($result), "\n";
}
?>
--EXPECT--
0 before any wait
a: [true,true,["a0","a1","a2","a3","a4","a0"]]
b: [true,true,["b0","b1","b2","b3","b4","b0"]]
c: [true,true,["c0","c1","c2","c3","c4","c0"]]
