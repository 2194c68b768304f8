--TEST--
Swoole\Http\Cookie::withExpires(): past, none, and the year 10000
--FILE--
<?php
foreach ([1, 1000, 0, -1, PHP_INT_MIN, 253402300799, 253402300800, PHP_INT_MAX] as $expires) {
    $cookie = (new Swoole\Http\Cookie())->withName('n')->withValue('v')->withExpires($expires);
    echo $expires, ': ', preg_replace('/Max-Age=\d{4,}/', 'Max-Age=N', var_export($cookie->toString(), true)), "\n";
}
?>
--EXPECTF--
1: 'n=v; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0'
1000: 'n=v; expires=Thu, 01-Jan-1970 00:16:40 GMT; Max-Age=0'
0: 'n=v'
-1: 'n=v'
-9223372036854775808: 'n=v'
253402300799: 'n=v; expires=Fri, 31-Dec-9999 23:59:59 GMT; Max-Age=N'
253402300800: 
Warning: Swoole\Http\Cookie::toString(): The expires cannot have a year greater than 9999 in %s on line %d
false
9223372036854775807: 
Warning: Swoole\Http\Cookie::toString(): The expires cannot have a year greater than 9999 in %s on line %d
false
