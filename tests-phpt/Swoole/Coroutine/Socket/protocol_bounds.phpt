--TEST--
Swoole\Coroutine\Socket::recvPacket(): lengths of nothing and of more than there is are refused, whatever their form
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show};

Swoole\Coroutine::set(['log_level' => SWOOLE_LOG_NONE]);
coroutines(function (): void {
    $attempts = [
        'negative' => ['c', 1, "\xff"],
        'zero' => ['n', 0, "\0\0"],
        '4 GiB' => ['N', 4, "\xff\xff\xff\xff"],
        '8 EiB' => ['J', 8, "\x7f\xff\xff\xff\xff\xff\xff\xff"],
        '16 EiB' => ['J', 8, "\xff\xff\xff\xff\xff\xff\xff\xff"],
    ];
    $before = memory_get_peak_usage();
    foreach ($attempts as $name => [$type, $body, $head]) {
        [$client, $server] = pair();
        $server->setProtocol(['open_length_check' => true, 'package_length_type' => $type, 'package_body_offset' => $body]);
        $client->sendAll($head . 'rest');
        $packet = $server->recvPacket(1);
        show("$name: " . json_encode($packet) . ' ' . array_search($server->errCode, [
            'not found' => SWOOLE_ERROR_PACKAGE_LENGTH_NOT_FOUND, 'too large' => SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE,
        ], true));
    }
    show(memory_get_peak_usage() - $before < 1 << 20);
});
?>
--EXPECT--
negative: "" not found
zero: "" not found
4 GiB: false too large
8 EiB: false too large
16 EiB: "" not found
true
