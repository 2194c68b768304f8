--TEST--
Swoole\Coroutine\Socket: options of multicast and IPv6
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $socket = new Socket(AF_INET, SOCK_DGRAM, 0);
    show($socket->setOption(IPPROTO_IP, IP_MULTICAST_TTL, 3), $socket->getOption(IPPROTO_IP, IP_MULTICAST_TTL));
    show($socket->setOption(IPPROTO_IP, IP_MULTICAST_LOOP, false), $socket->getOption(IPPROTO_IP, IP_MULTICAST_LOOP));
    $ipv6 = new Socket(AF_INET6, SOCK_DGRAM, 0);
    show($ipv6->setOption(IPPROTO_IPV6, IPV6_V6ONLY, 1), $ipv6->getOption(IPPROTO_IPV6, IPV6_V6ONLY));
    show($ipv6->setOption(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 4), $ipv6->getOption(IPPROTO_IPV6, IPV6_MULTICAST_HOPS));
});
?>
--EXPECT--
true
3
true
0
true
1
true
4
