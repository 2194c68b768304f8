--TEST--
Swoole\Http\Cookie::toString(): what would end a part early is refused
--FILE--
<?php
use Swoole\Http\Cookie;

function attempt(Cookie $cookie): void
{
    swoole_clear_error();
    echo var_export(@$cookie->toString(), true), ' ', swoole_last_error(), ' ', error_get_last()['message'], "\n";
}

attempt(new Cookie());
$parts = ['withName' => true, 'withValue' => false, 'withPath' => true, 'withDomain' => true, 'withSameSite' => true, 'withPriority' => true];
foreach ($parts as $method => $encode) {
    attempt((new Cookie($encode))->withName('n')->withValue('v')->$method('a;b'));
}
attempt((new Cookie())->withName('a=b')->withValue('v'));

// The other characters do the same.
foreach ([',', ' ', "\t", "\r", "\n", "\x0b", "\x0c", "\0"] as $character) {
    foreach ($parts as $method => $encode) {
        $cookie = (new Cookie($encode))->withName('n')->withValue('v')->$method("a{$character}b");
        if (@$cookie->toString() !== false) {
            echo $method, ' accepts ', bin2hex($character), "\n";
        }
    }
}
?>
--EXPECT--
false 510 Swoole\Http\Cookie::toString(): The name cannot be empty
false 510 Swoole\Http\Cookie::toString(): The name cannot contain "=", ",", ";", " ", "\t", "\r", "\n", "\013", or "\014"
false 510 Swoole\Http\Cookie::toString(): The value cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014"
false 510 Swoole\Http\Cookie::toString(): The path option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014"
false 510 Swoole\Http\Cookie::toString(): The domain option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014"
false 510 Swoole\Http\Cookie::toString(): The sameSite option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014"
false 510 Swoole\Http\Cookie::toString(): The priority option cannot contain ",", ";", " ", "\t", "\r", "\n", "\013", or "\014"
false 510 Swoole\Http\Cookie::toString(): The name cannot contain "=", ",", ";", " ", "\t", "\r", "\n", "\013", or "\014"
