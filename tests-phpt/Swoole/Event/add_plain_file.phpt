--TEST--
Swoole\Event::add(): a plain file cannot be watched; the stream stays usable
--FILE--
<?php
$stream = fopen(__FILE__, 'r');
var_dump(@Swoole\Event::add($stream, fn () => null));
Swoole\Event::wait();
var_dump(fread($stream, 5));
?>
--EXPECTF--
%Abool(false)
%Astring(5) "<?php"
