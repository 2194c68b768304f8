--TEST--
Swoole\Http\Cookie::reset(): by hand, and after a refusal
--FILE--
<?php
use Swoole\Http\Cookie;

$cookie = (new Cookie(false))->withName('n')->withValue('v')->withExpires(5)->withPath('/')->withDomain('d')
    ->withSecure(true)->withHttpOnly(true)->withSameSite('Lax')->withPriority('Low')->withPartitioned(true);
var_dump($cookie->reset());
var_dump($cookie->toArray() === (new Cookie())->toArray());

$cookie->withName('n')->withValue('v')->withPath(';');
var_dump(@$cookie->toString());
var_dump($cookie->toArray() === (new Cookie())->toArray());
?>
--EXPECT--
NULL
bool(true)
bool(false)
bool(true)
