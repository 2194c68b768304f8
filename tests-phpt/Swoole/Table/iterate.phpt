--TEST--
Swoole\Table: loops meet each row once, also while rows are changed and deleted on the way
--FILE--
<?php
use Swoole\Table;

$table = new Table(64);
$table->column('i', Table::TYPE_INT);
$table->create();
echo json_encode([$table->valid(), $table->current(), $table->key(), iterator_to_array($table)]), "\n";
for ($i = 0; $i < 70; $i++) {
    $table->set("row$i", ['i' => $i]);
}
$rows = [];
foreach ($table as $key => $row) {
    $rows[$key] = $row;
    $table->set($key, ['i' => $row['i'] + 1]);
}
ksort($rows, SORT_NATURAL);
echo count($rows), ' ', json_encode([key($rows), current($rows), $table->get('row0', 'i')]), "\n";

$table->rewind();
[$key, $row] = [$table->key(), $table->current()];
$table->del($key);
echo json_encode([$table->valid(), $table->key() === $key, $table->current() === $row]), "\n";
$met = 0;
foreach ($table as $key => $row) {
    $met++;
    $table->del($key);
}
echo json_encode([$met, count($table), $table->valid(), $table->current(), $table->key()]), "\n";
$table->next();
echo json_encode([$table->valid(), $table->current()]), "\n";
?>
--EXPECT--
[false,null,null,[]]
70 ["row0",{"i":0},1]
[true,true,true]
[69,0,false,null,null]
[false,null]
