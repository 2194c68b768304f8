--TEST--
Swoole\Http\Request: uploaded files are private, known to PHP, movable, and deleted with the request
--FILE--
<?php
use Swoole\Http\Request;

function upload(array $options, string ...$parts): Request
{
    $body = implode("\r\n", [...$parts, '--B--', '']);
    $request = Request::create($options);
    $request->parse("POST / HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body");
    return $request;
}
function part(string $disposition, string $content): string
{
    return "--B\r\nContent-Disposition: form-data; $disposition\r\n\r\n$content";
}

$directory = sys_get_temp_dir() . '/edge_uploads_' . getmypid();
mkdir($directory);
$here = ['upload_tmp_dir' => $directory];

$request = upload($here, part('name="f"; filename="a"', 'content'));
$file = $request->tmpfiles[0];
printf("%s %o %s\n", basename($file, substr($file, -6)), fileperms($file) & 0777, json_encode([is_uploaded_file($file), file_get_contents($file)]));
$request->tmpfiles = null;
unset($request);
var_dump(file_exists($file), is_uploaded_file($file));

$request = upload($here, part('name="f"; filename="a"', 'content'));
$file = $request->files['f']['tmp_name'];
var_dump(move_uploaded_file($file, "$directory/moved"), is_uploaded_file($file));
unset($request);
var_dump(file_get_contents("$directory/moved"));
unlink("$directory/moved");

$request = upload($here, part('name="f[k][]"; filename="a"', '1'), part('name="f[k][]"; filename="b"', '22'), part('name="none"; filename=""', ''), part('name="v[x]"', 'v'));
echo json_encode([array_diff_key($request->files['f'], ['tmp_name' => 1]), $request->files['none'], $request->post, count($request->tmpfiles)]), "\n";
$request = upload(['parse_files' => false] + $here, part('name="f[k][]"; filename="a"', '1'));
echo json_encode(array_diff_key($request->files['f']['k'][0], ['tmp_name' => 1])), "\n";
unset($request);
$request = upload(['upload_tmp_dir' => "$directory/missing"], part('name="f"; filename="a"', '1'));
echo json_encode([$request->files, $request->tmpfiles]), "\n";
var_dump(rmdir($directory));
?>
--EXPECTF--
swoole.upfile. 600 [true,"content"]
bool(false)
bool(false)
bool(true)
bool(false)
string(7) "content"
[{"name":{"k":["a","b"]},"type":{"k":["",""]},"error":{"k":[0,0]},"size":{"k":[1,2]}},{"type":"","tmp_name":"","size":0,"name":"","error":4},{"v":{"x":"v"}},2]
{"type":"","size":1,"name":"a","error":0}
[%s]	WARNING	an uploaded file cannot be stored in %s/missing: No such file or directory (os error 2)
[{"f":{"type":"","tmp_name":"","size":0,"name":"a","error":6}},null]
bool(true)
