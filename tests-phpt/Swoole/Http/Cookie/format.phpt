--TEST--
Swoole\Http\Cookie::toString(): all attributes, in the order of Swoole
--FILE--
<?php
use Swoole\Http\Cookie;

$cookie = (new Cookie())
    ->withPartitioned(true)
    ->withPriority('High')
    ->withSameSite('Lax')
    ->withHttpOnly(true)
    ->withSecure(true)
    ->withDomain('example.com')
    ->withPath('/p')
    ->withExpires(2000000000)
    ->withValue("v &=;\u{fc}~*-_.")
    ->withName('name');
$age = 2000000000 - time();
$text = $cookie->toString();
echo preg_replace('/Max-Age=\d+/', 'Max-Age=N', $text), "\n";
preg_match('/Max-Age=(\d+)/', $text, $match);
var_dump(abs($match[1] - $age) < 60);
echo (new Cookie())->withName('n')->withValue('v')->toString(), "\n";
echo (new Cookie(false))->withName('raw')->withValue('a=%20/"b"')->toString(), "\n";
?>
--EXPECT--
name=v+%26%3D%3B%C3%BC%7E%2A-_.; expires=Wed, 18-May-2033 03:33:20 GMT; Max-Age=N; path=/p; domain=example.com; secure; HttpOnly; SameSite=Lax; Priority=High; Partitioned
bool(true)
n=v
raw=a=%20/"b"
