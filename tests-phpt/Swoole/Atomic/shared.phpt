--TEST--
Swoole\Atomic, Swoole\Atomic\Long: processes count together
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\Atomic;
use function SwooleTest\{child, reap};

[$up, $down, $claimed, $long] = [new Atomic(), new Atomic(40000), new Atomic(), new Atomic\Long(1 << 40)];
$children = [];
for ($i = 0; $i < 4; $i++) {
    $children[] = child(function () use ($up, $down, $claimed, $long) {
        for ($j = 0; $j < 5000; $j++) {
            $up->add();
            $down->sub(2);
            $long->add(3);
            do {
                $seen = $claimed->get();
            } while (!$claimed->cmpset($seen, $seen + 1));
        }
    });
}
reap(...$children);
echo json_encode([$up->get(), $down->get(), $claimed->get(), $long->get() - (1 << 40)]), "\n";
?>
--EXPECT--
[20000,0,20000,60000]
