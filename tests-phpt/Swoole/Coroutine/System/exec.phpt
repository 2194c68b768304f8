--TEST--
Swoole\Coroutine\System::exec(): output, exit code and signal; other coroutines run meanwhile
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use Swoole\Coroutine\System;

$file = SwooleTest\Server::temporaryDirectory() . '/go';

Swoole\Coroutine\run(function () use ($file) {
    go(function () use ($file) {
        echo json_encode(System::exec("while [ ! -e $file ]; do sleep 0.01; done; echo done; exit 3")), "\n";
    });
    echo "main goes on\n";
    echo json_encode(System::exec('printf "a\0b\n"; printf "c"')), "\n";
    echo json_encode(System::exec('true')), "\n";
    echo json_encode(System::exec('kill -TERM $$')), "\n";
    echo json_encode(System::exec('exit 255')), "\n";
    $result = System::exec('head -c 300000 /dev/zero');
    var_dump(strlen($result['output']), $result['code']);
    touch($file);
});
?>
--EXPECT--
main goes on
{"code":0,"signal":0,"output":"a\u0000b\nc"}
{"code":0,"signal":0,"output":""}
{"code":0,"signal":15,"output":""}
{"code":255,"signal":0,"output":""}
int(300000)
int(0)
{"code":3,"signal":0,"output":"done\n"}
