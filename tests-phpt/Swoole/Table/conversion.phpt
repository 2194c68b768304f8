--TEST--
Swoole\Table: values become what their columns hold; what fails to leaves the row as it is
--FILE--
<?php
use Swoole\Table;

class Text
{
    public function __construct(private ?Table $table = null)
    {
    }

    public function __toString(): string
    {
        if ($this->table === null) {
            throw new LogicException('no text');
        }
        $this->table->set('a', ['i' => 99]);
        return 'text';
    }
}

$table = new Table(64);
$table->column('i', Table::TYPE_INT);
$table->column('f', Table::TYPE_FLOAT);
$table->column('s', Table::TYPE_STRING, 8);
$table->create();
foreach ([true, 2.9, '12abc', 'abc', "\u{e4}", [], [0], -0.0] as $value) {
    $table->set('a', ['i' => $value, 'f' => $value, 's' => @(is_array($value) ? json_encode($value) : $value)]);
    echo json_encode($table->get('a')), "\n";
}
$referenced = 5;
$table->set('a', ['i' => &$referenced, 's' => &$referenced]);
echo json_encode($table->get('a')), "\n";
$table->set('a', ['s' => new Text($table)]);
echo json_encode($table->get('a')), "\n";
foreach ([fn () => $table->set('a', ['i' => 1, 's' => new Text()]), fn () => $table->set('a', ['i' => 1, 's' => new stdClass()]), fn () => $table->set('a', 1), fn () => $table->set('a')] as $refused) {
    try {
        $refused();
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
$table->set('a', ['i' => new stdClass()]);
echo json_encode($table->get('a')), "\n";
?>
--EXPECTF--
{"i":1,"f":1,"s":"1"}
{"i":2,"f":2.9,"s":"2.9"}
{"i":12,"f":12,"s":"12abc"}
{"i":0,"f":0,"s":"abc"}
{"i":0,"f":0,"s":"\u00e4"}
{"i":0,"f":0,"s":"[]"}
{"i":1,"f":1,"s":"[0]"}
{"i":0,"f":-0,"s":"-0"}
{"i":5,"f":-0,"s":"5"}
{"i":99,"f":-0,"s":"text"}
LogicException: no text
Error: Object of class stdClass could not be converted to string
TypeError: Swoole\Table::set(): Argument #2 ($value) must be of type array, int given
ArgumentCountError: Swoole\Table::set() expects exactly 2 arguments, 1 given

Warning: Object of class stdClass could not be converted to int in %s on line %d
{"i":1,"f":-0,"s":"text"}
