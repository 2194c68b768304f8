--TEST--
Swoole\Table: keys and strings that are too long are cut, and it is told
--FILE--
<?php
use Swoole\Table;

$table = new Table(64);
$table->column('s', Table::TYPE_STRING, 5);
$table->create();
$key = str_repeat('k', 64);
var_dump($table->set($key, ['s' => '12345678']), $table->get($key, 's'), strlen(array_key_first(iterator_to_array($table))));
var_dump($table->del($key), count($table));
$table->set(substr($key, 1), ['s' => '123456789']);
var_dump($table->get(substr($key, 1), 's'));
?>
--EXPECTF--
Warning: Swoole\Table::set(): key[kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk] is too long in %s on line %d
bool(true)
string(8) "12345678"
int(63)
bool(true)
int(0)
[%s	WARNING	%s: [key=kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk,field=s]string value is too long
string(8) "12345678"
