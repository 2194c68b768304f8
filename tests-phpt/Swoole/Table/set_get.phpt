--TEST--
Swoole\Table: set() adds rows and changes columns, get() returns rows and columns
--FILE--
<?php
use Swoole\Table;

$table = new Table(64);
$table->column('id', Table::TYPE_INT);
$table->column('name', Table::TYPE_STRING, 16);
$table->column('price', Table::TYPE_FLOAT);
$table->column('7', Table::TYPE_INT, 1);
$table->create();

var_dump($table->set('a', ['id' => 1, 'name' => 'one', 'price' => 1.5]));
echo json_encode($table->get('a')), "\n";
$table->set('a', ['name' => "bin\0ary"]);
$table->set('a', ['id' => PHP_INT_MIN, 7 => 300]);
$table->set('a', ['unknown' => 1, 5 => 2]);
echo json_encode($table->get('a')), "\n";
$table->set('a', ['id' => null, 'name' => null, 'price' => null]);
echo json_encode($table->get('a')), "\n";
echo json_encode([$table->get('a', '7'), $table->get('a', 'name'), $table->get('a', 'price'), $table->get('a', 'no'), $table->get('b'), $table->get('b', 'id'), $table->get('a', null)['id']]), "\n";

// Rows that lack columns, keys that are numbers or empty.
$table->set('empty', []);
$table->set(12, ['id' => 12]);
$table->set('', ['id' => 13]);
$table->set("a\0", ['id' => 14]);
echo json_encode([$table->get('empty'), $table->get('12', 'id'), $table->get('', 'id'), $table->get("a\0", 'id'), $table->get('a', 'id')]), "\n";
?>
--EXPECT--
bool(true)
{"id":1,"name":"one","price":1.5,"7":0}
{"id":-9223372036854775808,"name":"bin\u0000ary","price":1.5,"7":300}
{"id":0,"name":"","price":0,"7":300}
[300,"",0,false,false,false,0]
[{"id":0,"name":"","price":0,"7":0},12,13,14,0]
