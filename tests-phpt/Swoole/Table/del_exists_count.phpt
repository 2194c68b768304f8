--TEST--
Swoole\Table: del(), delete(), exists(), exist(), count() and stats()
--FILE--
<?php
use Swoole\Table;

$table = new swoole_table(64);
$table->column('i', Table::TYPE_INT);
$table->column('j', Table::TYPE_INT);
$table->create();
foreach (['a', 'b', 'c', 'd'] as $i => $key) {
    $table->set($key, ['i' => $i]);
}
$table->set('a', ['i' => 9]);
$table->incr('b', 'i');
echo json_encode([$table->exists('a'), $table->exist('d'), $table->exists('e'), count($table), $table->count(), $table->count(COUNT_RECURSIVE)]), "\n";
echo json_encode([$table->del('a'), $table->del('a'), $table->delete('b'), $table->delete('no'), count($table)]), "\n";
echo json_encode([$table->exists('a'), $table->get('b'), $table->get('c', 'i')]), "\n";
$stats = $table->stats();
unset($stats['conflict_count'], $stats['conflict_max_level']);
echo json_encode($stats), "\n";
?>
--EXPECT--
[true,true,false,4,4,8]
[true,false,true,false,2]
[false,false,2]
{"num":2,"insert_count":4,"update_count":2,"delete_count":2,"available_slice_num":12,"total_slice_num":12}
