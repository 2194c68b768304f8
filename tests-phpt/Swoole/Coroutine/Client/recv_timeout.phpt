--TEST--
Swoole\Coroutine\Client::recv(): timeouts as argument, as setting, and from connect()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, readToEnd, show, showError};

coroutines(function (): void {
    $port = peer(readToEnd(...), 4);
    $wait = function (Client $client, float $timeout = 0): void {
        $start = microtime(true);
        show($client->recv($timeout), microtime(true) - $start < 5);
        showError($client);
    };

    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', $port);
    $wait($client, 0.02);
    show('still connected ' . json_encode($client->isConnected()));

    // The timeout of connect() holds for what follows, too.
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', $port, 0.1);
    $wait($client);

    foreach (['timeout', 'read_timeout'] as $setting) {
        $client = new Client(SWOOLE_SOCK_TCP);
        show($client->set([$setting => 0.02]));
        $client->connect('127.0.0.1', $port);
        show($client->setting);
        $wait($client);
    }
});
?>
--EXPECT--
false
true
SOCKET_ETIMEDOUT 'Connection timed out'
still connected true
false
true
SOCKET_ETIMEDOUT 'Connection timed out'
true
{"timeout":0.02}
false
true
SOCKET_ETIMEDOUT 'Connection timed out'
true
{"read_timeout":0.02}
false
true
SOCKET_ETIMEDOUT 'Connection timed out'
