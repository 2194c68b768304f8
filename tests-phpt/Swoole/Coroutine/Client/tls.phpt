--TEST--
Swoole\Coroutine\Client, Socket and Server refuse TLS by an exception
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Client, Server};
use function SwooleTest\{coroutines, listener, pair, port, show, showError};

coroutines(function (): void {
    [$socket, $peer] = pair();
    $listener = listener();
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', port($listener));
    foreach ([
        fn () => new Client(SWOOLE_SOCK_TCP | SWOOLE_SSL),
        fn () => $client->enableSSL(),
        fn () => $client->set(['open_ssl' => true]),
        fn () => $socket->setProtocol(['open_ssl' => true]),
        fn () => $socket->sslHandshake(),
        fn () => new Server('127.0.0.1', 0, true),
    ] as $attempt) {
        try {
            show($attempt());
        } catch (Swoole\Exception $exception) {
            show($exception->getMessage());
        }
    }
    show($client->getPeerCert(), $client->verifyPeerCert());
});
?>
--EXPECT--
TLS is not supported yet by swoole-rs
TLS is not supported yet by swoole-rs
TLS is not supported yet by swoole-rs
TLS is not supported yet by swoole-rs
TLS is not supported yet by swoole-rs
TLS is not supported yet by swoole-rs
false
false
