--TEST--
Swoole\Coroutine\Socket::__construct(): properties, and the exception for what the kernel refuses
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $tcp = new Socket(AF_INET, SOCK_STREAM);
    var_dump($tcp->fd > 2);
    show([$tcp->domain, $tcp->type, $tcp->protocol, $tcp->errCode, $tcp->errMsg]);
    $udp = new Socket(AF_INET6, SOCK_DGRAM, SOL_UDP);
    show([$udp->domain === AF_INET6, $udp->type === SOCK_DGRAM, $udp->protocol === SOL_UDP]);
    $unix = new Socket(domain: AF_UNIX, type: SOCK_STREAM, protocol: 0);
    show($unix->domain === AF_UNIX);

    try {
        new Socket(AF_INET, SOCK_STREAM, SOL_UDP);
    } catch (Socket\Exception $exception) {
        show(get_parent_class($exception), $exception->getMessage(), $exception->getCode() === SOCKET_EPROTONOSUPPORT);
    }
    try {
        $tcp->__construct(AF_INET, SOCK_STREAM);
    } catch (Error $error) {
        show($error->getMessage());
    }
    foreach ([fn () => new Socket(), fn () => new Socket(AF_INET), fn () => new Socket('inet', SOCK_STREAM)] as $attempt) {
        try {
            $attempt();
        } catch (TypeError $error) {
            show(get_class($error) . ': ' . $error->getMessage());
        }
    }
});
?>
--EXPECT--
bool(true)
[2,1,0,0,""]
[true,true,true]
true
Swoole\Exception
new Socket() failed. Error: Protocol not supported [93]
true
Constructor of Swoole\Coroutine\Socket can only be called once
ArgumentCountError: Swoole\Coroutine\Socket::__construct() expects at least 2 arguments, 0 given
ArgumentCountError: Swoole\Coroutine\Socket::__construct() expects at least 2 arguments, 1 given
TypeError: Swoole\Coroutine\Socket::__construct(): Argument #1 ($domain) must be of type int, string given
