--TEST--
Swoole\Coroutine\Iterator: an ArrayIterator of ids
--FILE--
<?php
use Swoole\Coroutine;

$iterator = new Coroutine\Iterator([3, 4]);
var_dump(count($iterator), iterator_to_array($iterator), get_parent_class($iterator), (new ReflectionClass('Co\Iterator'))->getName());
Coroutine\run(function () {
    $list = Coroutine::list();
    $list->rewind();
    var_dump($list->valid(), $list->current() === Coroutine::getCid());
    $list->next();
    var_dump($list->valid());
});
?>
--EXPECT--
int(2)
array(2) {
  [0]=>
  int(3)
  [1]=>
  int(4)
}
string(13) "ArrayIterator"
string(25) "Swoole\Coroutine\Iterator"
bool(true)
bool(true)
bool(false)
