--TEST--
Swoole\Http\Cookie: arguments are converted as PHP converts them
--FILE--
<?php
use Swoole\Http\Cookie;

$cookie = new Cookie('0');
$cookie->withName(12)->withValue(1.5)->withExpires('12')->withSecure(1)->withPath(new class {
    public function __toString(): string
    {
        return '/object';
    }
});
echo json_encode(array_filter($cookie->toArray()), JSON_UNESCAPED_SLASHES), "\n";
foreach ([['withName'], ['withName', 'a', 'b'], ['withName', []], ['withExpires', 'x'], ['withSecure', []], ['__construct', 1, 2]] as $call) {
    try {
        $cookie->{$call[0]}(...array_slice($call, 1));
    } catch (Error $error) {
        echo get_class($error), ': ', $error->getMessage(), "\n";
    }
}
?>
--EXPECT--
{"name":"12","value":"1.5","path":"/object","expires":12,"secure":true}
ArgumentCountError: Swoole\Http\Cookie::withName() expects exactly 1 argument, 0 given
ArgumentCountError: Swoole\Http\Cookie::withName() expects exactly 1 argument, 2 given
TypeError: Swoole\Http\Cookie::withName(): Argument #1 ($name) must be of type string, array given
TypeError: Swoole\Http\Cookie::withExpires(): Argument #1 ($expires) must be of type int, string given
TypeError: Swoole\Http\Cookie::withSecure(): Argument #1 ($secure) must be of type bool, array given
ArgumentCountError: Swoole\Http\Cookie::__construct() expects at most 1 argument, 2 given
