--TEST--
Swoole\Atomic: wait() takes the signal that wakeup() of another process leaves
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\Atomic;
use function SwooleTest\{child, reap, until};

[$signal, $answer, $got] = [new Atomic(), new Atomic(), new Atomic()];
$child = child(function () use ($signal, $answer, $got) {
    $got->add((int) $signal->wait(15));
    $answer->wakeup();
    $got->add((int) $signal->wait(-1));
});
var_dump($signal->wakeup(), $answer->wait(15), $got->get());
$signal->wakeup();
reap($child);
var_dump($got->get());

$waiting = new Atomic();
for ($i = 0; $i < 3; $i++) {
    $children[] = child(function () use ($signal, $waiting) {
        $waiting->add();
        while (!$signal->wait(15)) {
        }
        $signal->wakeup();
    });
}
until(fn () => $waiting->get() === 3);
$signal->wakeup(3);
reap(...$children);
echo $signal->get(), "\n";
?>
--EXPECT--
bool(true)
bool(true)
int(1)
int(2)
1
