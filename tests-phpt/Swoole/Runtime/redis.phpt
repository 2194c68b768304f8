--TEST--
Hooked streams speak to a real Redis: several coroutines wait for it at once, by TCP and by a unix socket
--SKIPIF--
<?php
if (trim((string) shell_exec('command -v redis-server')) === '') {
    die('skip redis-server is not installed: make test-deps');
}
?>
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';
require __DIR__ . '/../../include/redis.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use SwooleTest\RedisClient;
use SwooleTest\RedisServer;

$server = new RedisServer();
Coroutine\run(function () use ($server) {
    $answers = new Channel(1);
    foreach (range(0, 7) as $i) {
        go(function () use ($server, $i, $answers) {
            $redis = new RedisClient($i % 2 === 0 ? $server->tcp : $server->unix);
            $answers->push($redis('BLPOP', "queue $i", 0));
        });
    }
    $redis = new RedisClient($server->tcp);
    $blocked = function () use ($redis) {
        preg_match('/blocked_clients:(\d+)/', $redis('INFO', 'clients'), $match);

        return (int) $match[1];
    };
    // All eight wait for their answers before the first is given.
    while ($blocked() < 8) {
    }
    foreach (range(7, 0) as $i) {
        $redis('LPUSH', "queue $i", "value $i");
        [$queue, $value] = $answers->pop();
        echo "$queue: $value\n";
    }

    echo "counts\n";
    $ids = [];
    for ($i = 0; $i < 10; $i++) {
        $ids[] = go(function () use ($server, $i) {
            $redis = new RedisClient($i % 2 === 0 ? $server->tcp : $server->unix);
            for ($j = 0; $j < 100; $j++) {
                $redis('INCR', 'counter');
            }
            $data = str_repeat(chr(65 + $i), 1 << 20);
            $redis('SET', "large $i", $data);
            if ($redis('GET', "large $i") !== $data) {
                echo "large $i has changed\n";
            }
        });
    }
    Coroutine::join($ids);
    var_dump($redis('GET', 'counter'));

    echo "pipelines\n";
    for ($i = 0; $i < 1000; $i++) {
        $redis->send('ECHO', "$i");
    }
    for ($i = 0; $i < 1000; $i++) {
        if ($redis->receive() !== "$i") {
            echo "$i is missing\n";
        }
    }

    echo "subscribes\n";
    go(function () use ($server, $answers) {
        $redis = new RedisClient($server->unix);
        $redis('SUBSCRIBE', 'news');
        $answers->push('subscribed');
        $answers->push($redis->receive());
    });
    $answers->pop();
    var_dump($redis('PUBLISH', 'news', 'it works'), $answers->pop()[2]);

    echo "ends\n";
    $waiting = go(function () use ($server) {
        $redis = new RedisClient($server->tcp);
        try {
            $redis('BLPOP', 'nothing', 0);
        } catch (RuntimeException $exception) {
            echo $exception->getMessage(), "\n";
        }
    });
    while ($blocked() < 1) {
    }
    $redis->send('SHUTDOWN', 'NOSAVE');
    Coroutine::join([$waiting]);
});
var_dump($server->awaitExit());
?>
--EXPECT--
queue 7: value 7
queue 6: value 6
queue 5: value 5
queue 4: value 4
queue 3: value 3
queue 2: value 2
queue 1: value 1
queue 0: value 0
counts
string(4) "1000"
pipelines
subscribes
int(1)
string(8) "it works"
ends
the connection is closed
int(0)
