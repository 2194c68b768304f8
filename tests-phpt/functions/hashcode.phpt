--TEST--
swoole_hashcode(): the hash of array keys and one-at-a-time
--FILE--
<?php
foreach (['', 'a', 'abc', 'hello world', "a\0b"] as $data) {
    echo json_encode($data), ' ', swoole_hashcode($data), ' ', swoole_hashcode($data, 1), "\n";
}
var_dump(swoole_hashcode("\xff\xfe\x80", 1), swoole_hashcode(str_repeat('x', 1000), 1));
var_dump(swoole_hashcode('a', 2), swoole_hashcode('a', -1));
?>
--EXPECT--
"" -9223372036854770427 0
"a" -9223372036854598138 3392050242
"abc" -9223372036661289845 3977453403
"hello world" -4569957541214041919 1045060183
"a\u0000b" -9223372036661293080 1528948502
int(1422681282)
int(3915425023)
bool(false)
bool(false)
