--TEST--
Swoole\Http\Status: phrases by code
--FILE--
<?php
use Swoole\Http\Status;

foreach ([200, Status::NOT_FOUND, 511, '404', 418, 0, -1, 65736, PHP_INT_MIN] as $code) {
    echo $code, ' ', Status::getReasonPhrase($code), "\n";
}
$phrases = Status::getReasonPhrases();
echo count($phrases), ' ', array_key_first($phrases), ' ', $phrases[503], "\n";
// Every code that has a constant has a phrase.
var_dump(array_diff((new ReflectionClass(Status::class))->getConstants(), array_keys($phrases)));
echo implode(', ', array_map([Status::class, 'getReasonPhrase'], [200, 404], ['more', 'arguments'])), "\n";
foreach (['x', []] as $bad) {
    try {
        Status::getReasonPhrase($bad);
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
}
try {
    new Status();
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
200 OK
404 Not Found
511 Network Authentication Required
404 Not Found
418 Unknown
0 Unknown
-1 Unknown
65736 Unknown
-9223372036854775808 Unknown
61 100 Service Unavailable
array(0) {
}
OK, Not Found
Swoole\Http\Status::getReasonPhrase(): Argument #1 ($value) must be of type int, string given
Swoole\Http\Status::getReasonPhrase(): Argument #1 ($value) must be of type int, array given
Cannot instantiate abstract class Swoole\Http\Status
