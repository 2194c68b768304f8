--TEST--
Swoole\Coroutine\System::dnsLookup(): somebody who sends other answers without a pause does not make the timeout longer
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use SwooleTest\Server;
use function SwooleTest\{coroutines, show};

$server = Server::spawn(<<<'PHP'
    <?php
    $socket = stream_socket_server("udp://127.0.0.1:$argv[1]", $code, $text, STREAM_SERVER_BIND);
    echo "ready\n";
    $query = stream_socket_recvfrom($socket, 512, 0, $peer);
    $answer = chr(ord($query[0]) ^ 1) . $query[1] . "\x81\x80" . substr($query, 4);
    for ($end = microtime(true) + 3; microtime(true) < $end;) {
        @stream_socket_sendto($socket, $answer, 0, $peer);
    }
    PHP);
$server->awaitOutput('ready');
swoole_async_set(['dns_server' => "127.0.0.1:$server->port"]);
coroutines(function (): void {
    $turns = 0;
    $others = Coroutine::create(function () use (&$turns): void {
        while (Coroutine::sleep(0.01)) {
            $turns++;
        }
    });
    $start = microtime(true);
    show(System::dnsLookup('example.org', 0.2), swoole_last_error() === SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED);
    show(microtime(true) - $start < 2, $turns > 0);
    Coroutine::cancel($others);
});
$server->stop();
?>
--EXPECT--
false
true
true
true
