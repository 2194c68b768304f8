--TEST--
Swoole\Coroutine\Client::set(): open_length_check makes recv() return packets
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, show, showError};

Coroutine::set(['log_level' => SWOOLE_LOG_NONE]);
coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    show($client->set([]), $client->set([
        'open_length_check' => true,
        'package_length_type' => 'n',
        'package_length_offset' => 0,
        'package_body_offset' => 2,
        'package_max_length' => 1000,
    ]));
    $client->connect('127.0.0.1', peer(function ($connection): void {
        $connection->sendAll(pack('n', 5) . 'hello' . pack('n', 2) . 'o');
        Coroutine::sleep(0.001);
        $connection->sendAll('k' . pack('n', 999) . str_repeat('x', 999));
    }));
    show(bin2hex($client->recv()), bin2hex($client->recv()));
    show($client->recv(), $client->errCode === SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE);

    // set() after connect() holds, too.
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(fn ($connection) => $connection->sendAll("\x02ab\x03abc")));
    $client->set(['open_length_check' => true, 'package_length_type' => 'C', 'package_body_offset' => 1]);
    show(bin2hex($client->recv()), bin2hex($client->recv()), json_encode($client->recv()));
});
?>
--EXPECT--
false
true
000568656c6c6f
00026f6b
false
true
026162
03616263
""
