--TEST--
swoole_mime_type_*(): the table and changes of it
--FILE--
<?php
foreach (['a.js', 'A.JS', 'js', 'a.b/c.css', 'a.tar.gz', '', '.', 'a.', '/x.d/y', "\xff.\xfe"] as $name) {
    echo json_encode($name, JSON_INVALID_UTF8_SUBSTITUTE), ' ', swoole_mime_type_get($name), ' ', swoole_get_mime_type($name), ' ', json_encode(swoole_mime_type_exists($name)), "\n";
}
$list = swoole_mime_type_list();
var_dump(count($list) > 300, array_is_list($list), in_array('text/html', $list, true));

var_dump(swoole_mime_type_add('moo', 'x/moo'), swoole_mime_type_add('moo', 'x/other'), swoole_mime_type_get('a.moo'));
var_dump(swoole_mime_type_set('moo', 'x/set'), swoole_mime_type_get('a.moo'), count(swoole_mime_type_list()) - count($list));
var_dump(swoole_mime_type_delete('moo'), swoole_mime_type_delete('moo'), swoole_mime_type_exists('a.moo'));
swoole_mime_type_set('js', 'text/javascript');
var_dump(swoole_mime_type_get('a.js'), swoole_mime_type_delete('js'), swoole_mime_type_get('a.js'));
?>
--EXPECT--
"a.js" application/javascript application/javascript true
"A.JS" application/javascript application/javascript true
"js" application/javascript application/javascript true
"a.b\/c.css" text/css text/css true
"a.tar.gz" application/gzip application/gzip true
"" application/octet-stream application/octet-stream false
"." application/octet-stream application/octet-stream false
"a." application/octet-stream application/octet-stream false
"\/x.d\/y" application/octet-stream application/octet-stream false
"\ufffd.\ufffd" application/octet-stream application/octet-stream false
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
string(5) "x/moo"
NULL
string(5) "x/set"
int(1)
bool(true)
bool(false)
bool(false)
string(15) "text/javascript"
bool(true)
string(24) "application/octet-stream"
