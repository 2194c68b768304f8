--TEST--
swoole_substr_json_decode(): a part of a string
--FILE--
<?php
$text = 'xx{"a":[1,2.5,{"b":null}]}yy';
echo json_encode(swoole_substr_json_decode($text, 2, strlen($text) - 4)), "\n";
var_dump(swoole_substr_json_decode($text, 2, strlen($text) - 4)->a[0]);
var_dump(swoole_substr_json_decode($text, 2, strlen($text) - 4, true)['a'][2]);
var_dump(is_array(swoole_substr_json_decode('{}', 0, flags: JSON_OBJECT_AS_ARRAY)));
var_dump(is_array(swoole_substr_json_decode('{}', 0, 0, null, 512, JSON_OBJECT_AS_ARRAY)));
var_dump(is_array(swoole_substr_json_decode('{}', 0, 0, false, 512, JSON_OBJECT_AS_ARRAY)));

// From the end; lengths that mean all that is left.
foreach ([[-3], [3, -3], [3, PHP_INT_MAX], [3, PHP_INT_MIN]] as $range) {
    echo json_encode(swoole_substr_json_decode('abc[1]', ...$range)), "\n";
}

// As json_decode() fails.
var_dump(swoole_substr_json_decode($text, 2), json_last_error_msg());
var_dump(swoole_substr_json_decode('1', 0), json_last_error_msg());
var_dump(swoole_substr_json_decode('[[[1]]]', 0, 0, false, 2), json_last_error_msg());
try {
    swoole_substr_json_decode('{', 0, 0, false, 512, JSON_THROW_ON_ERROR);
} catch (JsonException $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
{"a":[1,2.5,{"b":null}]}
int(1)
array(1) {
  ["b"]=>
  NULL
}
bool(false)
bool(true)
bool(false)
[1]
[1]
[1]
[1]
NULL
string(12) "Syntax error"
int(1)
string(8) "No error"
NULL
string(28) "Maximum stack depth exceeded"
Syntax error
