--TEST--
swoole_substr_unserialize(): a part of a string
--FILE--
<?php
class Point
{
    public $x = 1;

    public function __wakeup()
    {
        echo "wakeup\n";
    }
}

class Thrower
{
    public function __unserialize(array $data): void
    {
        throw new Exception('no');
    }
}

$text = 'ab' . serialize(['o' => new Point()]) . 'cd';
$length = strlen($text) - 4;
var_dump(get_class(swoole_substr_unserialize($text, 2, $length)['o']));
var_dump(get_class(swoole_substr_unserialize($text, 2)['o']));
var_dump(get_class(swoole_substr_unserialize($text, 2, $length, ['allowed_classes' => false])['o']));
foreach ([[-4], [2, -5], [2, PHP_INT_MAX]] as $range) {
    var_dump(swoole_substr_unserialize('xxi:5;', ...$range));
}

// No such part.
foreach ([['', 0], ['i:5;', -5], ['i:5;', PHP_INT_MIN], ['i:5;', 4], ['i:5;', PHP_INT_MAX]] as $arguments) {
    var_dump(swoole_substr_unserialize(...$arguments));
}

// No value.
var_dump(swoole_substr_unserialize('xxa:1:{i:0;', 2));
foreach ([[serialize(new Thrower()), 0], ['i:5;', 0, 0, ['allowed_classes' => 5]], ['i:5;', 0, 0, 'x']] as $arguments) {
    try {
        swoole_substr_unserialize(...$arguments);
    } catch (Throwable $error) {
        echo get_class($error), ': ', $error->getMessage(), "\n";
    }
}
?>
--EXPECTF--
wakeup
string(5) "Point"
wakeup
string(5) "Point"
string(22) "__PHP_Incomplete_Class"
int(5)
int(5)
int(5)
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)

Notice: swoole_substr_unserialize(): Error at offset 9 of 9 bytes in %s on line %d
bool(false)
Exception: no
TypeError: swoole_substr_unserialize(): Option "allowed_classes" must be of type array|bool, int given
TypeError: swoole_substr_unserialize(): Argument #4 ($options) must be of type array, string given
