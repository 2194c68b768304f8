--TEST--
Swoole\Process\Manager: add(), addBatch(), start(), types and keys
--FILE--
<?php
use Swoole\{Atomic, Coroutine, Process\Manager, Process\Pool};

$manager = new Manager(SWOOLE_IPC_UNIXSOCK, 5);
var_dump($manager->getIPCType(), $manager->getMsgQueueKey());
var_dump($manager->setIPCType(SWOOLE_IPC_NONE) === $manager, $manager->setMsgQueueKey(0)->getMsgQueueKey());
$sum = new Atomic();
$manager->add(function (Pool $pool, int $id) use ($sum) {
    sleep(100);
});
$work = function (Pool $pool, int $id) use ($sum) {
    if (Coroutine::getCid() > 0 && $sum->add($id) === 3) {
        echo "all\n";
        $pool->shutdown();
    }
    sleep(100);
};
var_dump($manager->addBatch(2, $work, true) === $manager);
$manager->start();
echo get_class(new Swoole\Process\ProcessManager()), "\n";
try {
    (new Manager())->start();
} catch (Swoole\Exception $exception) {
    echo $exception->getMessage(), "\n";
}
?>
--EXPECT--
int(1)
int(5)
bool(true)
int(0)
bool(true)
all
Swoole\Process\Manager
the parameter $worker_num must be greater than 0
