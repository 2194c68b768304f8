--TEST--
swoole_mime_type_add() and swoole_mime_type_set(): a type that would end its header field is refused
--FILE--
<?php
foreach (['swoole_mime_type_add', 'swoole_mime_type_set'] as $function) {
    foreach (["x/y\r\nSet-Cookie: a=b", "x/y\0", "x/\xff"] as $type) {
        try {
            $function('moo', $type);
        } catch (ValueError $error) {
            echo $error->getMessage(), "\n";
        }
    }
}
var_dump(swoole_mime_type_exists('a.moo'));
?>
--EXPECT--
swoole_mime_type_add(): Argument #2 ($mime_type) must be a media type without control characters
swoole_mime_type_add(): Argument #2 ($mime_type) must be a media type without control characters
swoole_mime_type_add(): Argument #2 ($mime_type) must be a media type without control characters
swoole_mime_type_set(): Argument #2 ($mime_type) must be a media type without control characters
swoole_mime_type_set(): Argument #2 ($mime_type) must be a media type without control characters
swoole_mime_type_set(): Argument #2 ($mime_type) must be a media type without control characters
bool(false)
