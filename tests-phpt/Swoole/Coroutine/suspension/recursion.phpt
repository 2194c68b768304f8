--TEST--
Waiting deep inside recursion: userland frames and internal functions alternate a hundred times
--FILE--
<?php
use Swoole\Coroutine;

function dive(int $level, float $seconds): int
{
    if ($level === 0) {
        Coroutine::sleep($seconds);

        return 0;
    }

    return array_sum(array_map(fn (int $x) => dive($x, $seconds), [$level - 1])) + 1;
}
Coroutine\run(function () {
    foreach ([100 => 0.03, 50 => 0.02, 20 => 0.01] as $depth => $seconds) {
        go(function () use ($depth, $seconds) {
            $result = dive($depth, $seconds);
            var_dump($result);
            // The stack is still of use.
            strlen(json_encode(array_fill(0, 1000, range(0, 10))));
        });
    }
});
?>
--EXPECT--
int(20)
int(50)
int(100)
