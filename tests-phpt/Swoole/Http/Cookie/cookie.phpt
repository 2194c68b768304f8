--TEST--
Swoole\Http\Cookie: the builder, toString(), toArray(), reset()
--FILE--
<?php
use Swoole\Http\Cookie;

$cookie = new Cookie();
var_dump($cookie->withName('name') === $cookie);
$cookie->withValue('a b;c')->withPath('/path')->withDomain('example.com')->withSecure(true)->withHttpOnly(true)
    ->withSameSite('Lax')->withPriority('High')->withPartitioned(true);
echo $cookie->toString(), "\n";
echo json_encode($cookie->toArray()), "\n";
$cookie->reset();
var_dump(@$cookie->toString());

$raw = (new Cookie(false))->withName('raw')->withValue('a%20b');
echo $raw->toString(), "\n";
$dated = (new Cookie())->withName('dated')->withValue('v')->withExpires(2000000000);
echo preg_replace('/Max-Age=\d+/', 'Max-Age=N', $dated->toString()), "\n";
?>
--EXPECT--
bool(true)
name=a+b%3Bc; path=/path; domain=example.com; secure; HttpOnly; SameSite=Lax; Priority=High; Partitioned
{"name":"name","value":"a b;c","path":"\/path","domain":"example.com","sameSite":"Lax","priority":"High","encode":true,"expires":0,"secure":true,"httpOnly":true,"partitioned":true}
bool(false)
raw=a%20b
dated=v; expires=Wed, 18-May-2033 03:33:20 GMT; Max-Age=N
