--TEST--
Swoole\Coroutine\Socket::setProtocol(): an empty package_eof is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair};

coroutines(function (): void {
    [$client, $server] = pair();
    $server->setProtocol(['open_eof_check' => true, 'package_eof' => '']);
    echo "not reached\n";
});
?>
--EXPECTF--
Fatal error: Swoole\Coroutine\Socket::setProtocol(): package_eof cannot be an empty string in %s on line %d
