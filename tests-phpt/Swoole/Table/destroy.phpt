--TEST--
Swoole\Table: destroy() lets go of the memory of this process only
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\{Atomic, Table};
use function SwooleTest\{child, reap, until};

$table = new Table(64);
$table->column('i', Table::TYPE_INT);
$table->create();
$table->set('a', ['i' => 5]);
$turn = new Atomic();
$child = child(function () use ($table, $turn) {
    until(fn () => $turn->get() === 1);
    echo $table->get('a', 'i'), "\n";
});
var_dump($table->destroy(), $table->getSize(), $table->getMemorySize(), count($table), $table->stats());
$turn->set(1);
reap($child);
$table->__construct(128);
echo $table->getSize(), "\n";
?>
--EXPECT--
bool(true)
int(0)
int(0)
int(0)
bool(false)
5
128
