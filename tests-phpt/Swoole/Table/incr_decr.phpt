--TEST--
Swoole\Table: incr() and decr() of ints and floats
--FILE--
<?php
use Swoole\Table;

$table = new Table(64);
$table->column('i', Table::TYPE_INT);
$table->column('f', Table::TYPE_FLOAT);
$table->column('s', Table::TYPE_STRING, 8);
$table->create();
$table->set('a', ['i' => 5, 'f' => 0.5, 's' => 'text']);
var_dump($table->incr('a', 'i'), $table->incr('a', 'i', 2), $table->incr('a', 'i', 1.9), $table->decr('a', 'i', -3), $table->decr('a', 'i', '4'));
var_dump($table->incr('a', 'f'), $table->incr('a', 'f', 0.25), $table->decr('a', 'f', 1), $table->decr('a', 'f'));
$table->set('a', ['i' => PHP_INT_MAX]);
var_dump($table->incr('a', 'i') === PHP_INT_MIN, $table->decr('a', 'i') === PHP_INT_MAX, $table->decr('a', 'i', PHP_INT_MIN));
var_dump($table->incr('new', 'i', 5), $table->decr('newer', 'f'));
var_dump($table->incr('a', 's'), $table->decr('a', 's'), $table->incr('none', 'no'), $table->decr('none', 'no'), swoole_last_error());
echo json_encode([$table->get('a'), $table->get('new'), $table->get('newer'), $table->exists('none')]), "\n";
?>
--EXPECTF--
int(6)
int(8)
int(9)
int(12)
int(8)
float(1.5)
float(1.75)
float(0.75)
float(-0.25)
bool(true)
bool(true)
int(-1)
int(5)
float(-1)

Warning: Swoole\Table::incr(): can't execute 'incr' on a string type column in %s on line %d

Warning: Swoole\Table::decr(): can't execute 'decr' on a string type column in %s on line %d

Warning: Swoole\Table::incr(): column[no] does not exist in %s on line %d

Warning: Swoole\Table::decr(): column[no] does not exist in %s on line %d
bool(false)
bool(false)
bool(false)
bool(false)
int(503)
[{"i":-1,"f":-0.25,"s":"text"},{"i":5,"f":0,"s":""},{"i":0,"f":-1,"s":""},false]
