--TEST--
Swoole\Table: a full table refuses new rows, with a warning, and changes those that it has
--FILE--
<?php
use Swoole\Table;

$table = new Table(64, 0.5);
$table->column('i', Table::TYPE_INT);
$table->column('s', Table::TYPE_STRING, 100);
$table->create();
for ($i = 0; @$table->set("row$i", ['i' => $i]); $i++) {
}
var_dump($i, count($table), $table->set('more', ['i' => 1]), swoole_last_error(), $table->incr('more', 'i'), $table->exists('more'));
for ($j = 0; $j < $i; $j++) {
    $table->set("row$j", ['i' => $j, 's' => "text $j"]) && $table->incr("row$j", 'i') || print('failed');
}
var_dump($table->get('row95'), $table->del('row5'), $table->set('more', ['i' => 2]), count($table));
?>
--EXPECTF--
Warning: Swoole\Table::set(): failed to set('more'), unable to allocate memory in %s on line %d

Warning: Swoole\Table::incr(): unable to allocate memory in %s on line %d
int(96)
int(96)
bool(false)
int(510)
bool(false)
bool(false)
array(2) {
  ["i"]=>
  int(96)
  ["s"]=>
  string(7) "text 95"
}
bool(true)
bool(true)
int(96)
