--TEST--
Swoole\Coroutine\Socket, Client: names are looked up by threads; others run, socket_dns_timeout and cancel() end it, addresses need none
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Client, Socket, System};
use function SwooleTest\{coroutines, listener, occupy, port, show, showError};

swoole_async_set(['aio_worker_num' => 1]);
coroutines(function (): void {
    $listener = listener();
    $port = port($listener);

    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    show($socket->connect('127.0.0.1', $port), Coroutine::stats()['aio_worker_num']);

    $free = occupy(1);
    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    $client = new Client(SWOOLE_SOCK_TCP);
    $datagrams = new Socket(AF_INET, SOCK_DGRAM, 0);
    $results = [null, null, null];
    $ids = [
        go(function () use ($socket, $port, &$results): void {
            $results[0] = $socket->connect('localhost', $port, 5);
        }),
        go(function () use ($client, $port, &$results): void {
            $results[1] = $client->connect('localhost', $port, 5);
        }),
        go(function () use ($datagrams, $port, &$results): void {
            $results[2] = $datagrams->sendto('localhost', $port, 'x');
        }),
    ];
    show($results, Coroutine::stats()['aio_queue_size']);

    Coroutine::set(['socket_dns_timeout' => 0.02]);
    $late = new Socket(AF_INET, SOCK_STREAM, 0);
    show($late->connect('localhost', $port, 5));
    showError($late);
    Coroutine::set(['socket_dns_timeout' => 5]);
    $canceled = new Socket(AF_INET, SOCK_STREAM, 0);
    $id = go(function () use ($canceled, $port): void {
        show($canceled->connect('localhost', $port));
        showError($canceled);
    });
    Coroutine::cancel($id);

    $free();
    Coroutine::join($ids);
    show($results);

    // Of the other family, or none: nobody is asked.
    $free = occupy(1);
    foreach ([[AF_INET, '::1'], [AF_INET6, '127.0.0.1'], [AF_INET, '']] as [$family, $host]) {
        $socket = new Socket($family, SOCK_STREAM, 0);
        show($socket->connect($host, $port));
        showError($socket);
    }
    $free();
});
?>
--EXPECT--
true
0
[null,null,null]
3
false
SWOOLE_ERROR_CO_TIMEDOUT 'Coroutine timedout'
false
SWOOLE_ERROR_CO_CANCELED 'Coroutine canceled'
[true,true,1]
false
SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED 'DNS Lookup resolve failed'
false
SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED 'DNS Lookup resolve failed'
false
SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED 'DNS Lookup resolve failed'
