--TEST--
Swoole\Http\Request::create(), parse(), isCompleted(): a request from bytes, without a server
--FILE--
<?php
use Swoole\Http\Request;

$request = Request::create();
var_dump($request->isCompleted());
$head = "POST /index.html?hello=world&test=2123 HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: env=pretest\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n";
var_dump($request->parse($head) === strlen($head), $request->isCompleted());
var_dump($request->parse("\r\na=1&b=2"), $request->isCompleted());
echo json_encode([$request->getMethod(), $request->get, $request->post, $request->cookie, $request->header, $request->getContent()]), "\n";
?>
--EXPECT--
bool(false)
bool(true)
bool(false)
int(9)
bool(true)
["POST",{"hello":"world","test":"2123"},{"a":"1","b":"2"},{"env":"pretest"},{"host":"127.0.0.1","content-type":"application\/x-www-form-urlencoded","content-length":"7"},"a=1&b=2"]
