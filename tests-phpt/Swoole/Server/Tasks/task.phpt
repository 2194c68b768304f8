--TEST--
Swoole\Server::task(): the task event and the finish event, with any data; a result is what onTask returns or finish() is given
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    foreach ([true, false] as $coroutines) {
        $server = new TaskServer(<<<'PHP'
            $server->on('task', function ($server, int $id, int $from, $data) {
                $server->worker_id === 1 && $server->taskworker && $from === 0 || exit('wrong process');
                if ($data === 'twice') {
                    $server->finish('first') || exit('refused');
                    return 'second';
                }
                return $data === 'nothing' ? null : [$id, $data];
            });
            $server->on('finish', function ($server, int $id, $data) {
                echo "$server->worker_id $id " . urlencode(serialize($data)) . "\n";
            });
            PHP, ['enable_coroutine' => $coroutines], $mode);
        show($server->run(<<<'PHP'
            $ids = [];
            foreach (['text', '', 5, null, false, [1, 'a' => new ArrayObject([2])], 'nothing', 'twice', "\0\xff"] as $data) {
                $ids[] = $server->task($data);
            }
            return $ids;
            PHP));
        echo $server->lines(9);
        show($server->server->stop());
    }
}
?>
--EXPECT--
[0,1,2,3,4,5,6,7,8]
0 0 a%3A2%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Bs%3A4%3A%22text%22%3B%7D
0 1 a%3A2%3A%7Bi%3A0%3Bi%3A1%3Bi%3A1%3Bs%3A0%3A%22%22%3B%7D
0 2 a%3A2%3A%7Bi%3A0%3Bi%3A2%3Bi%3A1%3Bi%3A5%3B%7D
0 3 a%3A2%3A%7Bi%3A0%3Bi%3A3%3Bi%3A1%3BN%3B%7D
0 4 a%3A2%3A%7Bi%3A0%3Bi%3A4%3Bi%3A1%3Bb%3A0%3B%7D
0 5 a%3A2%3A%7Bi%3A0%3Bi%3A5%3Bi%3A1%3Ba%3A2%3A%7Bi%3A0%3Bi%3A1%3Bs%3A1%3A%22a%22%3BO%3A11%3A%22ArrayObject%22%3A4%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Ba%3A1%3A%7Bi%3A0%3Bi%3A2%3B%7Di%3A2%3Ba%3A0%3A%7B%7Di%3A3%3BN%3B%7D%7D%7D
0 7 s%3A5%3A%22first%22%3B
0 7 s%3A6%3A%22second%22%3B
0 8 a%3A2%3A%7Bi%3A0%3Bi%3A8%3Bi%3A1%3Bs%3A2%3A%22%00%FF%22%3B%7D
exit 0
[0,1,2,3,4,5,6,7,8]
0 0 a%3A2%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Bs%3A4%3A%22text%22%3B%7D
0 1 a%3A2%3A%7Bi%3A0%3Bi%3A1%3Bi%3A1%3Bs%3A0%3A%22%22%3B%7D
0 2 a%3A2%3A%7Bi%3A0%3Bi%3A2%3Bi%3A1%3Bi%3A5%3B%7D
0 3 a%3A2%3A%7Bi%3A0%3Bi%3A3%3Bi%3A1%3BN%3B%7D
0 4 a%3A2%3A%7Bi%3A0%3Bi%3A4%3Bi%3A1%3Bb%3A0%3B%7D
0 5 a%3A2%3A%7Bi%3A0%3Bi%3A5%3Bi%3A1%3Ba%3A2%3A%7Bi%3A0%3Bi%3A1%3Bs%3A1%3A%22a%22%3BO%3A11%3A%22ArrayObject%22%3A4%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Ba%3A1%3A%7Bi%3A0%3Bi%3A2%3B%7Di%3A2%3Ba%3A0%3A%7B%7Di%3A3%3BN%3B%7D%7D%7D
0 7 s%3A5%3A%22first%22%3B
0 7 s%3A6%3A%22second%22%3B
0 8 a%3A2%3A%7Bi%3A0%3Bi%3A8%3Bi%3A1%3Bs%3A2%3A%22%00%FF%22%3B%7D
exit 0
[0,1,2,3,4,5,6,7,8]
0 0 a%3A2%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Bs%3A4%3A%22text%22%3B%7D
0 1 a%3A2%3A%7Bi%3A0%3Bi%3A1%3Bi%3A1%3Bs%3A0%3A%22%22%3B%7D
0 2 a%3A2%3A%7Bi%3A0%3Bi%3A2%3Bi%3A1%3Bi%3A5%3B%7D
0 3 a%3A2%3A%7Bi%3A0%3Bi%3A3%3Bi%3A1%3BN%3B%7D
0 4 a%3A2%3A%7Bi%3A0%3Bi%3A4%3Bi%3A1%3Bb%3A0%3B%7D
0 5 a%3A2%3A%7Bi%3A0%3Bi%3A5%3Bi%3A1%3Ba%3A2%3A%7Bi%3A0%3Bi%3A1%3Bs%3A1%3A%22a%22%3BO%3A11%3A%22ArrayObject%22%3A4%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Ba%3A1%3A%7Bi%3A0%3Bi%3A2%3B%7Di%3A2%3Ba%3A0%3A%7B%7Di%3A3%3BN%3B%7D%7D%7D
0 7 s%3A5%3A%22first%22%3B
0 7 s%3A6%3A%22second%22%3B
0 8 a%3A2%3A%7Bi%3A0%3Bi%3A8%3Bi%3A1%3Bs%3A2%3A%22%00%FF%22%3B%7D
exit 0
[0,1,2,3,4,5,6,7,8]
0 0 a%3A2%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Bs%3A4%3A%22text%22%3B%7D
0 1 a%3A2%3A%7Bi%3A0%3Bi%3A1%3Bi%3A1%3Bs%3A0%3A%22%22%3B%7D
0 2 a%3A2%3A%7Bi%3A0%3Bi%3A2%3Bi%3A1%3Bi%3A5%3B%7D
0 3 a%3A2%3A%7Bi%3A0%3Bi%3A3%3Bi%3A1%3BN%3B%7D
0 4 a%3A2%3A%7Bi%3A0%3Bi%3A4%3Bi%3A1%3Bb%3A0%3B%7D
0 5 a%3A2%3A%7Bi%3A0%3Bi%3A5%3Bi%3A1%3Ba%3A2%3A%7Bi%3A0%3Bi%3A1%3Bs%3A1%3A%22a%22%3BO%3A11%3A%22ArrayObject%22%3A4%3A%7Bi%3A0%3Bi%3A0%3Bi%3A1%3Ba%3A1%3A%7Bi%3A0%3Bi%3A2%3B%7Di%3A2%3Ba%3A0%3A%7B%7Di%3A3%3BN%3B%7D%7D%7D
0 7 s%3A5%3A%22first%22%3B
0 7 s%3A6%3A%22second%22%3B
0 8 a%3A2%3A%7Bi%3A0%3Bi%3A8%3Bi%3A1%3Bs%3A2%3A%22%00%FF%22%3B%7D
exit 0
