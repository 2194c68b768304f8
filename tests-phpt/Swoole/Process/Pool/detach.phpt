--TEST--
Swoole\Process\Pool::detach(): a successor starts at once, and who has left the pool survives it
--FILE--
<?php
use Swoole\{Atomic, Process\Pool};

function until(callable $condition): void
{
    for ($end = microtime(true) + 15; !$condition(); usleep(100)) {
        if (microtime(true) > $end) {
            exit("waited in vain\n");
        }
    }
}

$starts = new Atomic();
$over = new Atomic();
$survived = new Atomic();
$pool = new Pool(1, SWOOLE_IPC_UNIXSOCK);
$pool->on('WorkerStart', fn (Pool $pool) => $pool->sendMessage((string) $starts->add(), 0));
$pool->on('Message', function (Pool $pool, string $data) use ($starts, $over, $survived) {
    if ($data === '2') {
        $pool->shutdown();
        return;
    }
    echo json_encode([$pool->detach(), $pool->detach()]), "\n";
    until(fn () => $starts->get() === 2 && $over->get() === 1);
    $survived->set(1);
});
$pool->start();
$over->set(1);
until(fn () => $survived->get() === 1);
var_dump($starts->get(), $pool->detach());
?>
--EXPECT--
[true,false]
int(2)
bool(false)
