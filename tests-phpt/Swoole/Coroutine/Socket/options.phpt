--TEST--
Swoole\Coroutine\Socket::setOption() and getOption()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, pair, show};

coroutines(function (): void {
    [$socket, $peer] = pair();
    foreach ([SO_KEEPALIVE => 'keepalive', SO_REUSEADDR => 'reuseaddr', SO_REUSEPORT => 'reuseport'] as $option => $name) {
        show([$name, $socket->setOption(SOL_SOCKET, $option, 1), $socket->getOption(SOL_SOCKET, $option), $socket->setOption(SOL_SOCKET, $option, false), $socket->getOption(SOL_SOCKET, $option)]);
    }
    show($socket->setOption(SOL_TCP, TCP_NODELAY, true), $socket->getOption(SOL_TCP, TCP_NODELAY));
    // The kernel doubles what it is given.
    show($socket->setOption(SOL_SOCKET, SO_SNDBUF, 30000), $socket->getOption(SOL_SOCKET, SO_SNDBUF));
    show($socket->getOption(SOL_SOCKET, SO_TYPE) === SOCK_STREAM, $socket->getOption(SOL_SOCKET, SO_ERROR));

    show($socket->getOption(SOL_SOCKET, SO_RCVTIMEO), $socket->getOption(SOL_SOCKET, SO_SNDTIMEO));
    show($socket->setOption(SOL_SOCKET, SO_SNDTIMEO, ['sec' => 1, 'usec' => 500000]), $socket->getOption(SOL_SOCKET, SO_SNDTIMEO));
    show($socket->setOption(SOL_SOCKET, SO_RCVTIMEO, ['sec' => 1]));
    show($socket->setOption(SOL_SOCKET, SO_LINGER, ['l_linger' => 1]));
    foreach ([fn () => $socket->setOption(SOL_SOCKET, SO_LINGER, 1), fn () => $socket->setOption(SOL_SOCKET, SO_LINGER, ['l_onoff' => -1, 'l_linger' => 0])] as $attempt) {
        try {
            $attempt();
        } catch (Error $error) {
            show(get_class($error) . ': ' . $error->getMessage());
        }
    }
    show($socket->setOption(SOL_SOCKET, 9999, 1), $socket->getOption(SOL_SOCKET, 9999));
    $info = $socket->getOption(SOL_TCP, TCP_INFO);
    show($info['state'], isset($info['rtt'], $info['retransmits']));
});
?>
--EXPECTF--
["keepalive",true,1,true,0]
["reuseaddr",true,1,true,0]
["reuseport",true,1,true,0]
true
1
true
60000
true
0
{"sec":60,"usec":0}
{"sec":60,"usec":0}
true
{"sec":1,"usec":500000}

Warning: Swoole\Coroutine\Socket::setOption(): no key "usec" passed in optval in %s on line %d
false

Warning: Swoole\Coroutine\Socket::setOption(): no key "l_onoff" passed in optval in %s on line %d
false
TypeError: Swoole\Coroutine\Socket::setOption(): Argument #3 ($opt_value) must be of type array when argument $option is SO_LINGER, int given
ValueError: Swoole\Coroutine\Socket::setOption(): Argument #3 ($opt_value) "l_onoff" must be between 0 and 65535

Warning: Swoole\Coroutine\Socket::setOption(): setsockopt(%d) failed, Error: Protocol not available[92] in %s on line %d

Warning: Swoole\Coroutine\Socket::getOption(): getsockopt(%d, 1, 9999), Error: Protocol not available[92] in %s on line %d
false
false
1
true
