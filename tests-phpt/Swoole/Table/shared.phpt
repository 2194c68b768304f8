--TEST--
Swoole\Table: processes see each other's rows, and count together
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\Table;
use function SwooleTest\{child, reap};

$table = new Table(64);
$table->column('i', Table::TYPE_INT);
$table->column('f', Table::TYPE_FLOAT);
$table->column('s', Table::TYPE_STRING, 16);
$table->create();
$children = [];
for ($i = 0; $i < 4; $i++) {
    $children[] = child(function () use ($table, $i) {
        $table->set("child$i", ['i' => $i, 's' => "I am $i"]);
        for ($j = 0; $j < 2000; $j++) {
            $table->incr('sum', 'i', 2);
            $table->decr('sum', 'f', 0.5);
        }
        $table->set('gone', []);
        $table->del('gone');
    });
}
reap(...$children);
echo json_encode([$table->get('sum'), $table->get('child3'), count($table)]), "\n";
?>
--EXPECT--
[{"i":16000,"f":-4000,"s":""},{"i":3,"f":0,"s":"I am 3"},5]
