--TEST--
Names that were resolved are kept: dns_cache_capacity, dns_cache_expire, swoole_clear_dns_cache(); connections use them, too
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\{coroutines, listener, occupy, port, show, tell};

swoole_async_set(['aio_worker_num' => 1]);
Coroutine::set(['hook_flags' => 0]);
coroutines(function (): void {
    // While the only thread is busy, what is not kept is not found in time.
    $ask = fn (string $when) => tell($when, fn () => System::gethostbyname('localhost', AF_INET, 0.02));
    $resolve = fn () => System::gethostbyname('localhost') ?: print("localhost is unknown\n");
    $resolve();
    $free = occupy(1);
    $ask('kept');
    $listener = listener();
    $socket = new Coroutine\Socket(AF_INET, SOCK_STREAM, 0);
    tell('connected', fn () => $socket->connect('localhost', port($listener), 5));
    tell('another family', fn () => System::gethostbyname('localhost', AF_INET6, 0.02));
    swoole_clear_dns_cache();
    $ask('forgotten');
    $free();

    foreach (['dns_cache_capacity' => 0, 'dns_cache_expire' => 0.001] as $option => $value) {
        Coroutine::set(['dns_cache_capacity' => 1000, $option => $value]);
        $resolve();
        System::sleep(0.005);
        $free = occupy(1);
        $ask("$option $value");
        $free();
    }
    Coroutine::set(['dns_cache_expire' => 0]);
    $resolve();
    $free = occupy(1);
    $ask('for ever');
    $free();

    // The one that was used last stays.
    Coroutine::set(['dns_cache_capacity' => 1]);
    $resolve();
    System::gethostbyname('127.1');
    $free = occupy(1);
    $ask('only one kept');
    tell('which', fn () => System::gethostbyname('127.1', AF_INET, 5));
    $free();
});
?>
--EXPECT--
kept: "127.0.0.1"
connected: true
another family: false SWOOLE_ERROR_CO_TIMEDOUT
forgotten: false SWOOLE_ERROR_CO_TIMEDOUT
dns_cache_capacity 0: false SWOOLE_ERROR_CO_TIMEDOUT
dns_cache_expire 0.001: false SWOOLE_ERROR_CO_TIMEDOUT
for ever: "127.0.0.1"
only one kept: false SWOOLE_ERROR_CO_TIMEDOUT
which: "127.0.0.1"
