--TEST--
Swoole\Coroutine\System: every wait that takes a timeout keeps it, whatever the threads do
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, occupy, show, tell};

[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$child = pcntl_fork();
if ($child === 0) {
    fclose($one);
    fread($other, 1);
    posix_kill(posix_getpid(), SIGKILL);
}
fclose($other);

swoole_async_set(['aio_worker_num' => 1]);
Coroutine::set(['hook_flags' => 0, 'socket_dns_timeout' => 0.02]);
coroutines(function () use ($one, $child): void {
    $dns = new Coroutine\Socket(AF_INET, SOCK_DGRAM, 0);
    $dns->bind('127.0.0.1', 0);
    Coroutine::set(['dns_server' => '127.0.0.1:' . $dns->getsockname()['port']]);
    $free = occupy(1);
    tell('gethostbyname', fn () => System::gethostbyname('localhost', AF_INET, 0.02));
    tell('getaddrinfo', fn () => System::getaddrinfo('localhost', AF_INET, SOCK_STREAM, STREAM_IPPROTO_TCP, 'http', 0.02));
    tell('dnsLookup', fn () => System::dnsLookup('www.example', 0.02));
    tell('dnsLookup, socket_dns_timeout', fn () => System::dnsLookup('www.example'));
    tell('wait', fn () => System::wait(0.02));
    tell('waitPid', fn () => System::waitPid($child, 0.02));
    tell('waitSignal', fn () => System::waitSignal(SIGUSR1, 0.02));
    tell('waitEvent', fn () => System::waitEvent($one, SWOOLE_EVENT_READ, 0.02));
    $stats = Coroutine::stats();
    show([$stats['aio_task_num'], $stats['aio_queue_size'], $stats['signal_listener_num']]);
    $free();
    tell('gethostbyname', fn () => System::gethostbyname('localhost', AF_INET, 5));
    fclose($one);
    show(System::wait()['signal'] === SIGKILL);
});
?>
--EXPECTF--
gethostbyname: false SWOOLE_ERROR_CO_TIMEDOUT
getaddrinfo: false SWOOLE_ERROR_CO_TIMEDOUT
dnsLookup: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
dnsLookup, socket_dns_timeout: false SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED
wait: false 110
waitPid: false 110
waitSignal: false SWOOLE_ERROR_CO_TIMEDOUT
waitEvent: false SWOOLE_ERROR_CO_TIMEDOUT
[1,0,0]
gethostbyname: "127.0.0.1"
true
