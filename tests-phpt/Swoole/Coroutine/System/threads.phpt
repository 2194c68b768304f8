--TEST--
Threads: never more than aio_worker_num, further work waits; stats() tells how much
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, occupy, show};

function numbers(): void
{
    $stats = Coroutine::stats();
    show([$stats['aio_task_num'], $stats['aio_worker_num'], $stats['aio_queue_size']]);
}

swoole_async_set(['aio_core_worker_num' => 1, 'aio_worker_num' => 2]);
coroutines(function (): void {
    numbers();
    $free = occupy(2);
    numbers();
    $id = go(fn () => show(strlen(System::readFile(__FILE__)) === filesize(__FILE__)));
    $other = go(fn () => show(System::gethostbyname('localhost')));
    numbers();
    $free();
    Coroutine::join([$id, $other]);
    show(Coroutine::stats()['aio_task_num'], Coroutine::stats()['aio_queue_size']);
});
?>
--EXPECT--
[0,0,0]
[2,2,0]
[4,2,2]
true
127.0.0.1
0
0
