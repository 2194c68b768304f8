--TEST--
Swoole\Coroutine\Context: an ArrayObject that may also be made by hand
--FILE--
<?php
use Swoole\Coroutine\Context;

$context = new Context(['a' => 1]);
$context['b'] = 2;
unset($context['a']);
var_dump(count($context), isset($context['b']), isset($context['a']), $context['b'] ?? null, $context['missing'] ?? 'default');
foreach ($context as $key => $value) {
    echo "$key => $value\n";
}
var_dump(get_parent_class($context), (new ReflectionClass('Co\Context'))->getName());
$context = new Context([], Context::ARRAY_AS_PROPS);
$context->property = 'as an element';
var_dump($context['property']);
?>
--EXPECT--
int(1)
bool(true)
bool(false)
int(2)
string(7) "default"
b => 2
string(11) "ArrayObject"
string(24) "Swoole\Coroutine\Context"
string(13) "as an element"
