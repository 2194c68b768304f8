--TEST--
Swoole\Table: coroutines and loops of several of them
--FILE--
<?php
use Swoole\{Coroutine, Table};

$table = new Table(64);
$table->column('i', Table::TYPE_INT);
$table->create();
Coroutine\run(function () use ($table) {
    for ($i = 0; $i < 20; $i++) {
        go(function () use ($table, $i) {
            Coroutine::sleep(0.001);
            $table->incr('sum', 'i', $i);
            $table->set("row$i", ['i' => $i]);
        });
    }
});
echo $table->get('sum', 'i'), ' ', count($table), "\n";
?>
--EXPECT--
190 21
