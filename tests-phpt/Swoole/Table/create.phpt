--TEST--
Swoole\Table: sizes and columns before and after create()
--FILE--
<?php
use Swoole\Table;

$table = new Table(100);
echo json_encode([Table::TYPE_INT, Table::TYPE_FLOAT, Table::TYPE_STRING]), "\n";
echo json_encode([$table->size, $table->memorySize, $table->getSize(), $table->getMemorySize(), count($table), $table->stats()]), "\n";
var_dump($table->column('i', Table::TYPE_INT), $table->column('x', 9), $table->column('s', Table::TYPE_STRING), $table->column('s', Table::TYPE_STRING, PHP_INT_MAX), $table->column('i', Table::TYPE_FLOAT));
var_dump($table->create(), $table->column('late', Table::TYPE_INT));
var_dump([$table->size, $table->getSize()], $table->memorySize === $table->getMemorySize() && $table->memorySize > 128 * 8);
$sizes = [];
foreach ([[0, 0.2], [64, 1], [65, -5], [1000, NAN], [64, 99]] as [$size, $proportion]) {
    $other = new Table($size, $proportion);
    $other->column('i', Table::TYPE_INT);
    $other->create();
    $sizes[] = [$other->getSize(), $other->stats()['total_slice_num']];
}
echo json_encode($sizes), ' ', (new Table(PHP_INT_MAX))->getSize(), "\n";
foreach ([fn () => new Table(-1), fn () => $table->__construct(5), fn () => clone $table, fn () => serialize($table), function () use ($table) { unset($table->size); }] as $refused) {
    try {
        $refused();
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECTF--
[1,2,3]
[null,null,128,0,0,false]

Warning: Swoole\Table::column(): unknown column type in %s on line %d

Warning: Swoole\Table::column(): the length of string type values has to be more than zero in %s on line %d

Warning: Swoole\Table::column(): the length of string type values is too large in %s on line %d

Warning: Swoole\Table::column(): there is a column of this name already in %s on line %d
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)

Warning: Swoole\Table::column(): unable to add column after table has been created in %s on line %d
bool(true)
bool(false)
array(2) {
  [0]=>
  int(128)
  [1]=>
  int(128)
}
bool(true)
[[64,12],[64,64],[128,25],[1024,204],[64,64]] 2147483648
ValueError: Swoole\Table::__construct(): Argument #1 ($table_size) must be greater than or equal to 0
Error: Constructor of Swoole\Table can only be called once
Error: Trying to clone an uncloneable object of class Swoole\Table
Exception: Serialization of 'Swoole\Table' is not allowed
Error: Property size of class Swoole\Table cannot be unset
