--TEST--
Swoole\Atomic: what parent and child make after the fork is their own, also in the place of what was dropped
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\Atomic;
use function SwooleTest\{child, reap, until};

[$turn, $dropped] = [new Atomic(), new Atomic(1)];
$child = child(function () use ($turn, $dropped) {
    until(fn () => $turn->get() === 1);
    $theirs = new Atomic(2);
    echo json_encode([$dropped->get(), $theirs->get()]), "\n";
    $turn->set(2);
    until(fn () => $turn->get() === 3);
    echo json_encode([$dropped->get(), $theirs->get()]), "\n";
});
unset($dropped);
$ours = new Atomic(3);
$turn->set(1);
until(fn () => $turn->get() === 2);
for ($i = 0; $i < 200; $i++) {
    $many[] = new Atomic(4);
}
$turn->set(3);
reap($child);
echo $ours->get(), "\n";
?>
--EXPECT--
[1,2]
[1,2]
3
