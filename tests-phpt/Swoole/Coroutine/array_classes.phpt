--TEST--
Context is an ArrayObject and Iterator an ArrayIterator, also when subclassed, cloned and serialized
--FILE--
<?php
use Swoole\Coroutine\Context;
use Swoole\Coroutine\Iterator;

$context = new Context(['a' => 1]);
$context['b'] = new stdClass();
unset($context['a']);
var_dump($context instanceof ArrayObject, count($context), isset($context['b']), isset($context['a']), $context->getFlags());
var_dump(unserialize(serialize($context)) == $context);
$copy = clone $context;
$copy['c'] = 3;
echo implode(' ', array_keys($copy->getArrayCopy())), ' / ', implode(' ', array_keys($context->getArrayCopy())), "\n";

class ReadOnlyContext extends Context
{
    public function offsetSet(mixed $key, mixed $value): void
    {
        echo 'not set: ', $key, "\n";
    }
}
$own = new ReadOnlyContext(['a' => 1]);
$own['b'] = 2;
echo count($own), "\n";

$iterator = new Iterator([4, 5, 6]);
$iterator->seek(1);
var_dump($iterator instanceof ArrayIterator, count($iterator), $iterator->current());
echo implode(' ', iterator_to_array($iterator)), "\n";
?>
--EXPECT--
bool(true)
int(1)
bool(true)
bool(false)
int(0)
bool(true)
b c / b
not set: b
1
bool(true)
int(3)
int(5)
4 5 6
