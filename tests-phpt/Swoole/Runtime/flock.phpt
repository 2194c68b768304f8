--TEST--
Hooks: flock() in a coroutine waits without keeping the process; shared locks, LOCK_NB, cancelling, closing
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, WaitGroup};
use SwooleTest\Server;
use function Swoole\Coroutine\{go, run};

$file = Server::temporaryDirectory() . '/file';
touch($file);
$open = fn () => fopen($file, 'r+');

run(function () use ($file, $open) {
    file_put_contents($file, '0');
    $all = new WaitGroup();
    for ($i = 0; $i < 20; $i++) {
        $all->add();
        go(function () use ($file, $open, $all) {
            $handle = $open();
            flock($handle, LOCK_EX);
            $count = (int) file_get_contents($file);
            Coroutine::sleep(0.001);
            file_put_contents($file, (string) ($count + 1));
            flock($handle, LOCK_UN);
            $all->done();
        });
    }
    $all->wait();
    echo file_get_contents($file), " one after the other\n";

    [$one, $two, $three] = [$open(), $open(), $open()];
    var_dump(flock($one, LOCK_SH), flock($two, LOCK_SH), flock($three, LOCK_EX | LOCK_NB, $blocks), $blocks);
    $waits = go(function () use ($three) {
        echo 'after cancel: ', var_export(flock($three, LOCK_EX), true), "\n";
    });
    Coroutine::cancel($waits);
    $done = new Channel(1);
    go(function () use ($three, $done) {
        try {
            flock($three, LOCK_EX);
        } catch (TypeError $error) {
            $done->push($error->getMessage());
        }
    });
    fclose($three);
    flock($one, LOCK_UN);
    flock($two, LOCK_UN);
    echo $done->pop(), "\n";
    // What was locked for the closed one is not held.
    var_dump(flock($one, LOCK_EX | LOCK_NB));
    try {
        flock($one, 0);
    } catch (ValueError $error) {
        echo $error->getMessage(), "\n";
    }
});
?>
--EXPECT--
20 one after the other
bool(true)
bool(true)
bool(false)
int(1)
after cancel: false
flock(): supplied resource is not a valid stream resource
bool(true)
flock(): Argument #2 ($operation) must be one of LOCK_SH, LOCK_EX, or LOCK_UN
