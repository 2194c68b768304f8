--TEST--
Swoole\Table: nobody sees half a row, whoever writes and whoever is killed while writing
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\{Atomic, Table};
use function SwooleTest\{child, killChild, reap};

$table = new Table(64);
$table->column('a', Table::TYPE_STRING, 200);
$table->column('length', Table::TYPE_INT);
$table->column('b', Table::TYPE_STRING, 200);
$table->create();
$written = new Atomic();
$main = getmypid();
$write = function () use ($table, $written, $main) {
    while (posix_getppid() === $main) {
        $text = str_repeat(chr(random_int(97, 122)), random_int(0, 200));
        $table->set('key' . random_int(1, 3), ['a' => $text, 'length' => strlen($text), 'b' => $text]);
        $written->add();
    }
};
$writers = [child($write), child($write)];
for ($i = 0; $i < 3000; $i++) {
    $row = $table->get('key' . random_int(1, 3));
    if ($row !== false && ($row['a'] !== $row['b'] || strlen($row['a']) !== $row['length'])) {
        echo "half a row: ", json_encode($row), "\n";
    }
    if ($i % 100 === 99) {
        $before = $written->get();
        $writer = array_shift($writers);
        killChild($writer);
        $writers[] = child($write);
        for ($end = microtime(true) + 30; $written->get() === $before; $table->get('key1')) {
            if (microtime(true) > $end) {
                exit("nobody writes: " . json_encode(array_map(
                    fn (int $pid) => [@file_get_contents("/proc/$pid/stat"), @file_get_contents("/proc/$pid/syscall")],
                    $writers,
                )));
            }
        }
    }
}
array_map(killChild(...), $writers);
foreach (['key1', 'key2', 'key3'] as $key) {
    $table->set($key, ['length' => 1]) && $table->del($key) || print("$key is held\n");
}
var_dump(count($table), iterator_to_array($table));
?>
--EXPECT--
int(0)
array(0) {
}
