--TEST--
Swoole\Server\Task::pack() and unpack(): every value comes back
--FILE--
<?php
use Swoole\Server\Task;

$values = ['abc', '', "\0\xff", 5, 1.5, null, true, false, [1, 'a' => ['b']], new ArrayObject([1]), str_repeat('x', 8151), str_repeat('x', 8152), str_repeat('x', 1 << 20), range(1, 5000)];
foreach ($values as $value) {
    $packet = Task::pack($value);
    $copy = Task::unpack($packet);
    if (is_object($value) ? $copy != $value : $copy !== $value) {
        var_dump($value, $copy);
    }
}

// A string as it is, anything else serialised, after a header of 40 bytes.
foreach (['abc', 5] as $value) {
    $packet = Task::pack($value);
    $header = unpack('qid/Qmessage/Vlength/vreactor/Ctype/Cflags/vfd/vtask_flags/Vreserved/etime', $packet);
    echo substr($packet, 40), ' length ', $header['length'], ' type ', $header['type'], ' flags ', $header['task_flags'], "\n";
    var_dump(abs($header['time'] - microtime(true)) < 60);
}

// The same element twice, by reference.
$list = [1];
$list[1] = &$list[0];
$copy = Task::unpack(Task::pack($list));
$copy[0] = 2;
var_dump($copy[1]);
?>
--EXPECT--
abc length 3 type 8 flags 132
bool(true)
i:5; length 4 type 8 flags 134
bool(true)
int(2)
