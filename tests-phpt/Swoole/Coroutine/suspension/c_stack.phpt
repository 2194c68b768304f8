--TEST--
The stack of a coroutine is large enough for deep json, serialize, var_export, regular expressions and sorting
--FILE--
<?php
use Swoole\Coroutine;

function demanding(): string
{
    $nested = [];
    for ($level = 0; $level < 500; $level++) {
        $nested = [$nested, 'k' => $level];
    }
    $results = [
        json_decode(json_encode($nested, 0, 600), true, 600) === $nested,
        unserialize(serialize($nested)) === $nested,
        strlen(var_export($nested, true)),
        strlen(print_r($nested, true)),
        count(array_merge_recursive($nested, $nested)),
        preg_match('/^(\((?:[^()]|(?1))*\))$/', str_repeat('(', 200) . str_repeat(')', 200)),
        preg_match('/^(a?b?){1,200}c$/', str_repeat('ab', 100) . 'c'),
        preg_match('/^(?:a|b)+$/', str_repeat('ab', 20000)),
    ];
    array_walk_recursive($nested, function (int &$value) {
        $value++;
    });
    $results[] = $nested['k'];
    $words = array_map('md5', range(1, 2000));
    usort($words, fn (string $a, string $b) => strcmp($a, $b));
    $results[] = $words[0];

    return json_encode($results);
}
foreach ([1, 0] as $jit) {
    ini_set('pcre.jit', (string) $jit);
    $expected = demanding();
    Coroutine\run(function () use ($expected) {
        for ($i = 0; $i < 3; $i++) {
            go(function () use ($expected) {
                Coroutine::sleep(0.001);
                var_dump(demanding() === $expected);
            });
        }
    });
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
