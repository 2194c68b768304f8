--TEST--
Swoole\Http\Cookie::toArray(): the parts as they were given
--FILE--
<?php
use Swoole\Http\Cookie;

echo json_encode((new Cookie())->toArray()), "\n";
$cookie = (new Cookie(false))->withName('a;b')->withValue('v w')->withPath()->withDomain('d')->withSameSite('None')
    ->withPriority('Low')->withExpires(12)->withSecure(true)->withHttpOnly(true)->withPartitioned(true);
echo json_encode($cookie->toArray(), JSON_UNESCAPED_SLASHES), "\n";

// The array is a copy.
$array = $cookie->toArray();
$array['name'] .= 'c';
unset($array);
echo $cookie->toArray()['name'], "\n";
?>
--EXPECT--
{"name":"","value":"","path":"","domain":"","sameSite":"","priority":"","encode":true,"expires":0,"secure":false,"httpOnly":false,"partitioned":false}
{"name":"a;b","value":"v w","path":"/","domain":"d","sameSite":"None","priority":"Low","encode":false,"expires":12,"secure":true,"httpOnly":true,"partitioned":true}
a;b
