--TEST--
Swoole\Table: does what a PHP array does, whatever happens to other keys in other processes
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\Table;
use function SwooleTest\{child, reap};

const NEW_ROW = ['i' => 0, 'f' => 0.0, 's' => ''];

$table = new Table(256);
$table->column('i', Table::TYPE_INT);
$table->column('f', Table::TYPE_FLOAT);
$table->column('s', Table::TYPE_STRING, 64);
$table->create();

function value(string $column): int|float|string
{
    return match ($column) {
        'i' => mt_rand(-1000, 1000),
        'f' => (float) mt_rand() / 7,
        's' => substr(hash('sha512', (string) mt_rand(), true), 0, mt_rand(0, 64)),
    };
}

/** Works on keys that begin with `$own`, and compares. */
function work(Table $table, string $own, int $seed): void
{
    mt_srand($seed);
    $array = [];
    $expect = function (mixed $is, mixed $shall, string $what) use ($seed) {
        if ($is !== $shall) {
            echo "seed $seed, $what: ", var_export($is, true), ' instead of ', var_export($shall, true), "\n";
            exit(1);
        }
    };
    for ($step = 0; $step < 4000; $step++) {
        $key = $own . mt_rand(1, 60) . str_repeat('x', mt_rand(0, 1) * 20);
        switch (mt_rand(0, 6)) {
            case 0:
            case 1:
                $row = [];
                foreach (['i', 'f', 's'] as $column) {
                    if (mt_rand(0, 2) > 0) {
                        $row[$column] = value($column);
                    }
                }
                $expect($table->set($key, $row), true, "set $key");
                $array[$key] = $row + ($array[$key] ?? NEW_ROW);
                $array[$key] = ['i' => $array[$key]['i'], 'f' => $array[$key]['f'], 's' => $array[$key]['s']];
                break;
            case 2:
                $expect($table->del($key), isset($array[$key]), "del $key");
                unset($array[$key]);
                break;
            case 3:
                $array[$key] ??= NEW_ROW;
                $column = mt_rand(0, 1) ? 'i' : 'f';
                $expect($table->incr($key, $column, $by = value($column)), $array[$key][$column] += $by, "incr $key");
                break;
            case 4:
                $expect($table->exists($key), isset($array[$key]), "exists $key");
                $expect($table->get($key, 's'), $array[$key]['s'] ?? false, "get $key s");
                break;
            case 5:
                if ($step % 20 === 0) {
                    $met = [];
                    foreach ($table as $other => $row) {
                        if (str_starts_with($other, $own)) {
                            $expect(isset($met[$other]), false, "$other met twice");
                            $met[$other] = $row;
                        }
                    }
                    ksort($met);
                    ksort($array);
                    $expect($met, $array, 'foreach');
                }
                break;
            default:
                $expect($table->get($key), $array[$key] ?? false, "get $key");
        }
    }
    foreach ($array as $key => $row) {
        $expect($table->get($key), $row, "at last, get $key");
        $expect($table->del($key), true, "at last, del $key");
    }
}

// Each works on 120 keys at most: whoever comes in the way of others finds no table that is full.
$seed = random_int(0, 1 << 30);
$pids = [];
foreach (['a', 'b'] as $own) {
    $pids[] = child(fn () => work($table, $own, $seed + ord($own)));
}
reap(...$pids);
var_dump(count($table), iterator_to_array($table));
?>
--EXPECT--
int(0)
array(0) {
}
