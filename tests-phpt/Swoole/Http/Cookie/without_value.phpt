--TEST--
Swoole\Http\Cookie::toString(): a cookie without a value deletes it in the browser
--FILE--
<?php
use Swoole\Http\Cookie;

echo (new Cookie())->withName('gone')->toString(), "\n";
echo (new Cookie())->withName('gone')->withValue('x')->withValue('')->withExpires(2000000000)->withPath('/x')->toString(), "\n";
echo (new Cookie(false))->withName('zero')->withValue('0')->toString(), "\n";
?>
--EXPECT--
gone=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0
gone=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0; path=/x
zero=0
