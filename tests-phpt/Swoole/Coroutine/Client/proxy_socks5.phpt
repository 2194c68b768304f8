--TEST--
Swoole\Coroutine\Client::set(): socks5_host; a proxy that wants a login, connects, or refuses
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, show, showError};

coroutines(function (): void {
    $port = peer(function ($connection, int $number): void {
        show("$number greeting " . bin2hex($connection->recvAll(3)));
        $connection->sendAll("\5\2");
        show('login ' . json_encode($connection->recvAll(2 + 4 + 1 + 6)));
        $connection->sendAll("\1\0");
        $request = $connection->recvAll(5 + strlen('example.test') + 2);
        show('request ' . bin2hex(substr($request, 0, 5)) . ' ' . substr($request, 5, -2) . ' ' . unpack('n', substr($request, -2))[1]);
        if ($number === 1) {
            $connection->sendAll("\5\5\0\1\0\0\0\0\0\0");

            return;
        }
        // What the target sends comes in the same packet.
        $connection->sendAll("\5\0\0\3\4host\0\x50hello from the target");
        show('data ' . $connection->recv());
    }, 2);
    for ($i = 0; $i < 2; $i++) {
        $client = new Client(SWOOLE_SOCK_TCP);
        $client->set(['socks5_host' => '127.0.0.1', 'socks5_port' => $port, 'socks5_username' => 'user', 'socks5_password' => 'secret']);
        show($client->connect('example.test', 80, 5));
        showError($client);
        if ($client->isConnected()) {
            show($client->recv(), $client->send('hi'));
        }
    }
});
?>
--EXPECT--
0 greeting 050102
login "\u0001\u0004user\u0006secret"
request 050100030c example.test 80
true
0 ''
hello from the target
2
data hi
1 greeting 050102
login "\u0001\u0004user\u0006secret"
request 050100030c example.test 80
false
SWOOLE_ERROR_SOCKS5_HANDSHAKE_FAILED 'Socks5 handshake failed'
