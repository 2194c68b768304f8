--TEST--
Swoole\Coroutine\System: every wait can be cancelled; the loop is free again at once
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, occupy, show, tell};

$directory = SwooleTest\Server::temporaryDirectory();
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$child = pcntl_fork();
if ($child === 0) {
    // Until the parent closes its end.
    fclose($one);
    fread($other, 1);
    posix_kill(posix_getpid(), SIGKILL);
}
fclose($other);

swoole_async_set(['aio_worker_num' => 1]);
Coroutine::set(['hook_flags' => 0]);
coroutines(function () use ($directory, $one, $child): void {
    $dns = new Coroutine\Socket(AF_INET, SOCK_DGRAM, 0);
    $dns->bind('127.0.0.1', 0);
    Coroutine::set(['dns_server' => '127.0.0.1:' . $dns->getsockname()['port']]);
    $free = occupy(1);
    $calls = [
        'readFile' => fn () => System::readFile(__FILE__),
        'writeFile' => fn () => System::writeFile("$directory/written", 'all the same'),
        'statvfs' => fn () => array_sum(System::statvfs('/')),
        'gethostbyname' => fn () => System::gethostbyname('localhost'),
        'getaddrinfo' => fn () => System::getaddrinfo('localhost'),
        'connect' => fn () => (new Coroutine\Socket(AF_INET, SOCK_STREAM, 0))->connect('localhost', 9),
        'dnsLookup' => fn () => System::dnsLookup('www.example'),
        'exec' => fn () => System::exec("head -c 19 $directory/input > $directory/output"),
        'wait' => fn () => System::wait(),
        'waitPid' => fn () => System::waitPid($child),
        'waitSignal' => fn () => System::waitSignal(SIGUSR1),
        'waitEvent' => fn () => System::waitEvent($one),
        'sleep' => fn () => System::sleep(60),
    ];
    posix_mkfifo("$directory/input", 0600);
    $input = fopen("$directory/input", 'r+e');
    foreach ($calls as $name => $call) {
        $id = go(fn () => tell($name . (Coroutine::isCanceled() ? ' too early' : ''), function () use ($call) {
            $result = $call();
            return Coroutine::isCanceled() ? $result : 'not cancelled';
        }));
        Coroutine::cancel($id) || print("$name: cannot be cancelled\n");
    }
    $stats = Coroutine::stats();
    show([$stats['aio_task_num'], $stats['aio_queue_size'], $stats['signal_listener_num']]);
    $free();
    // What was begun goes on.
    while (!is_file("$directory/written") || file_get_contents("$directory/written") !== 'all the same') {
        System::sleep(0.001);
    }
    fwrite($input, 'the command goes on');
    while (!is_file("$directory/output") || file_get_contents("$directory/output") !== 'the command goes on') {
        System::sleep(0.001);
    }
    fclose($one);
    show(System::waitPid($child)['signal'] === SIGKILL, System::wait());
});
?>
--EXPECT--
readFile: false SWOOLE_ERROR_CO_CANCELED
writeFile: false SWOOLE_ERROR_CO_CANCELED
statvfs: 0 SWOOLE_ERROR_CO_CANCELED
gethostbyname: false SWOOLE_ERROR_CO_CANCELED
getaddrinfo: false SWOOLE_ERROR_CO_CANCELED
connect: false SWOOLE_ERROR_CO_CANCELED
dnsLookup: false SWOOLE_ERROR_CO_CANCELED
exec: false SWOOLE_ERROR_CO_CANCELED
wait: false SWOOLE_ERROR_CO_CANCELED
waitPid: false SWOOLE_ERROR_CO_CANCELED
waitSignal: false SWOOLE_ERROR_CO_CANCELED
waitEvent: false SWOOLE_ERROR_CO_CANCELED
sleep: false SWOOLE_ERROR_CO_CANCELED
[2,1,0]
true
false
