--TEST--
Swoole\Coroutine\System::exec(): stderr goes where PHP's goes, or with the second argument into the output
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    use Swoole\Coroutine\System;
    Swoole\Coroutine\run(function () {
        echo json_encode(System::exec('echo out; echo err >&2', true)), "\n";
        echo json_encode(System::exec('echo out; echo err >&2')), "\n";
        $result = System::exec('absent-command-of-this-test', true);
        echo $result['code'], ' ', str_contains($result['output'], 'absent-command-of-this-test') ? 'named' : $result['output'], "\n";
    });
    PHP);
?>
--EXPECT--
{"code":0,"signal":0,"output":"out\nerr\n"}
err
{"code":0,"signal":0,"output":"out\n"}
127 named
exit 0
