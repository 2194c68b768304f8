--TEST--
Swoole\Process\Pool: enable_message_bus with coroutines: the loop sends what there is no room for, in order
--FILE--
<?php
use Swoole\{Coroutine, Process\Pool};

$pool = new Pool(2, SWOOLE_IPC_UNIXSOCK, 0, true);
$pool->set(['enable_message_bus' => true]);
$pool->on('WorkerStart', function (Pool $pool, int $id) {
    foreach ([5_000_000, 0, 70_000, 1_000_000] as $number => $length) {
        $pool->sendMessage(str_repeat((string) $number, $length), 1 - $id) || print("not sent\n");
    }
    Coroutine::sleep(0.001);
    $pool->sendMessage("last of $id", 1 - $id);
});
$received = [];
$pool->on('Message', function (Pool $pool, string $data) use (&$received) {
    if (!str_starts_with($data, 'last')) {
        $received[] = [strlen($data), count_chars($data, 3)];
        return;
    }
    if ($data === 'last of 1') {
        echo json_encode($received), "\n";
        $pool->sendMessage('last', 1);
    }
    $data === 'last' && $pool->shutdown();
});
$pool->start();
?>
--EXPECT--
[[5000000,"0"],[0,""],[70000,"2"],[1000000,"3"]]
