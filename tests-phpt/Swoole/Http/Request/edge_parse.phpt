--TEST--
Swoole\Http\Request::parse(): byte by byte, chunked, more bytes than one request, no request at all
--FILE--
<?php
use Swoole\Http\Request;

function fed(string $bytes, int $size): Request
{
    $request = Request::create();
    foreach (str_split($bytes, $size) as $piece) {
        $request->parse($piece);
    }
    return $request;
}

$form = "POST /p?x[y]=1 HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n";
$requests = [
    "{$form}Content-Length: 13\r\n\r\na=1&b[]=2&c=3",
    "{$form}Transfer-Encoding: chunked\r\n\r\n5\r\na=1&b\r\n8;x=y\r\n[]=2&c=3\r\n0\r\nTrailer: t\r\n\r\n",
];
foreach ($requests as $bytes) {
    foreach ([1, 7, strlen($bytes)] as $size) {
        $request = fed($bytes, $size);
        echo json_encode([$request->isCompleted(), $request->get, $request->post, $request->getContent(), $request->getData() === $bytes]), "\n";
    }
}
$request = Request::create();
$head = "GET /first HTTP/1.1\r\nHost: h\r\n\r\n";
var_dump($request->parse($head . 'GET /second') === strlen($head), $request->getData() === $head, $request->parse('more'));
foreach (["GARBAGE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nHost: h\n\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"] as $bytes) {
    $request = Request::create();
    echo json_encode([$request->parse($bytes), $request->isCompleted(), $request->getMethod(), $request->parse($head), swoole_last_error()]), "\n";
}
$request = new Request;
echo json_encode([$request->parse('x'), $request->getData(), $request->getContent(), $request->getMethod(), $request->isCompleted()]), "\n";
?>
--EXPECT--
[true,{"x":{"y":"1"}},{"a":"1","b":["2"],"c":"3"},"a=1&b[]=2&c=3",true]
[true,{"x":{"y":"1"}},{"a":"1","b":["2"],"c":"3"},"a=1&b[]=2&c=3",true]
[true,{"x":{"y":"1"}},{"a":"1","b":["2"],"c":"3"},"a=1&b[]=2&c=3",true]
[true,{"x":{"y":"1"}},{"a":"1","b":["2"],"c":"3"},"a=1&b[]=2&c=3",true]
[true,{"x":{"y":"1"}},{"a":"1","b":["2"],"c":"3"},"a=1&b[]=2&c=3",true]
[true,{"x":{"y":"1"}},{"a":"1","b":["2"],"c":"3"},"a=1&b[]=2&c=3",true]
bool(true)
bool(true)
bool(false)
[false,false,false,false,7106]
[false,false,false,false,7106]
[false,false,false,false,7106]
[false,false,false,false,7106]
[false,false,false,false,false]
