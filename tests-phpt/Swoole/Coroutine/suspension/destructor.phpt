--TEST--
Waiting inside __destruct(): by unset(), by the end of a function, by overwriting, and by the cycle collector
--FILE--
<?php
use Swoole\Coroutine;

class Slow
{
    public ?Slow $self = null;

    public function __construct(public string $name)
    {
    }

    public function __destruct()
    {
        Coroutine::sleep(0.01);
        echo "$this->name destroyed\n";
    }
}

Coroutine\run(function () {
    $ways = [
        'unset' => function () {
            $slow = new Slow('unset');
            unset($slow);
        },
        'function' => function () {
            (function () {
                $slow = new Slow('function');
            })();
        },
        'overwritten' => function () {
            $slow = new Slow('overwritten');
            $slow = 1;
        },
        'temporary' => function () {
            new Slow('temporary');
        },
        'array' => function () {
            $array = [1, new Slow('array'), 2];
            array_splice($array, 1, 1);
            echo count($array), " left\n";
        },
    ];
    foreach ($ways as $name => $way) {
        $id = go(function () use ($name, $way) {
            $way();
            echo "$name goes on\n";
        });
        echo "$name waits\n";
        Coroutine::join([$id]);
    }
});
?>
--EXPECT--
unset waits
unset destroyed
unset goes on
function waits
function destroyed
function goes on
overwritten waits
overwritten destroyed
overwritten goes on
temporary waits
temporary destroyed
temporary goes on
array waits
array destroyed
2 left
array goes on
