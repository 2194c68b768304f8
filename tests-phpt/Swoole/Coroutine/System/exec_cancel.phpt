--TEST--
Swoole\Coroutine\System::exec(): a command whose wait was canceled runs to its end, whatever it says
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use SwooleTest\Server;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $directory = Server::temporaryDirectory();
    posix_mkfifo("$directory/fifo", 0600);
    foreach ([false, true] as $throws) {
        $file = "$directory/ended" . (int) $throws;
        $id = Coroutine::create(function () use ($directory, $file): void {
            try {
                // More than fits into a pipe.
                show(System::exec("read go < $directory/fifo; echo first; head -c 300000 /dev/zero; touch $file"));
                show(swoole_last_error() === SWOOLE_ERROR_CO_CANCELED);
            } catch (Swoole\Coroutine\CanceledException) {
                show('thrown');
            }
        });
        Coroutine::cancel($id, $throws);
        file_put_contents("$directory/fifo", "go\n");
        for ($i = 0; $i < 1000 && !file_exists($file); $i++) {
            Coroutine::sleep(0.005);
            clearstatcache();
        }
        show(file_exists($file));
    }
    // It keeps nobody.
    Coroutine::cancel(Coroutine::create(fn () => System::exec('sleep 600 & echo $! > ' . "$directory/pid; wait")));
    while (!is_file("$directory/pid") || ($pid = (int) file_get_contents("$directory/pid")) === 0) {
        Coroutine::sleep(0.005);
    }
    register_shutdown_function(fn () => posix_kill($pid, SIGKILL));
});
?>
--EXPECT--
false
true
true
thrown
true
