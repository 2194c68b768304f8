--TEST--
Swoole\Coroutine\batch(), parallel() and map() outside of a coroutine work as long as nothing waits
--FILE--
<?php
use function Swoole\Coroutine\{batch, map, parallel};

echo json_encode(batch(['a' => fn () => 1])), "\n";
echo json_encode(map([1, 2], fn (int $x) => $x * 2)), "\n";
parallel(2, fn () => print("parallel\n"));
Swoole\Event::wait();
?>
--EXPECT--
{"a":1}
[2,4]
parallel
parallel
