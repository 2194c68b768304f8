--TEST--
Swoole\Http\Cookie: fluent, subclassed, constructed twice or never, neither cloned nor serialised
--FILE--
<?php
use Swoole\Http\Cookie;

class Session extends Cookie
{
    public int $mine = 5;

    public function __construct()
    {
    }
}

$cookie = new Cookie();
var_dump($cookie->withName('n') === $cookie, $cookie->withExpires() === $cookie, $cookie->withSecure() === $cookie);
$cookie->__construct(false);
echo json_encode($cookie->toArray()), "\n";

$session = new Session();
echo get_class($session->withName('x')), ' ', $session->withValue('y')->toString(), ' ', $session->mine, "\n";
var_dump((new ReflectionClass(Cookie::class))->newInstanceWithoutConstructor()->withName('a')->withValue('b')->toString());

foreach ([fn() => clone $cookie, fn() => serialize($cookie), fn() => unserialize('O:18:"Swoole\Http\Cookie":0:{}')] as $copy) {
    try {
        $copy();
    } catch (Throwable $error) {
        echo get_class($error), ': ', $error->getMessage(), "\n";
    }
}
var_dump($cookie);
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
{"name":"","value":"","path":"","domain":"","sameSite":"","priority":"","encode":false,"expires":0,"secure":false,"httpOnly":false,"partitioned":false}
Session x=y 5
string(3) "a=b"
Error: Trying to clone an uncloneable object of class Swoole\Http\Cookie
Exception: Serialization of 'Swoole\Http\Cookie' is not allowed
Exception: Unserialization of 'Swoole\Http\Cookie' is not allowed
object(Swoole\Http\Cookie)#%d (0) {
}
