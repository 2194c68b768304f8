--TEST--
Swoole\Process\Pool::set(): max_package_size in bytes, with K, M or G; no other text
--FILE--
<?php
use Swoole\Process\Pool;

foreach (['2M', '16 K', '20000', 20000] as $size) {
    $pool = new Pool(1, SWOOLE_IPC_UNIXSOCK);
    $pool->set(['max_package_size' => $size]);
    $pool->on('WorkerStart', fn (Pool $pool) => $pool->sendMessage(str_repeat('x', 50_000), 0));
    $pool->on('Message', function (Pool $pool, string $message) {
        echo strlen($message), "\n";
        $pool->shutdown();
    });
    $pool->start();
}
(new Pool(1))->set(['max_package_size' => '2 megabytes']);
?>
--EXPECTF--
50000
16384
20000
20000

Fatal error: Swoole\Process\Pool::set(): failed to parse '2 megabytes' to size%A
