--TEST--
Swoole\ExitException: flags and status of one made by hand
--FILE--
<?php
$exception = new Swoole\ExitException('message', 5);
var_dump($exception->getFlags(), $exception->getStatus(), $exception->getMessage(), $exception->getCode());
var_dump($exception instanceof Swoole\Exception);
foreach (['flags' => 6, 'status' => [1]] as $name => $value) {
    (new ReflectionProperty(Swoole\ExitException::class, $name))->setValue($exception, $value);
}
var_dump($exception->getFlags(), $exception->getStatus());
?>
--EXPECT--
int(0)
int(0)
string(7) "message"
int(5)
bool(true)
int(6)
array(1) {
  [0]=>
  int(1)
}
