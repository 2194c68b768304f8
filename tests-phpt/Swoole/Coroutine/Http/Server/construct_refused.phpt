--TEST--
Swoole\Coroutine\Http\Server::__construct(): addresses that are none, TLS; a second time
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Server;
use function SwooleTest\show;

$try = function (callable $attempt): void {
    try {
        $attempt();
    } catch (Throwable $error) {
        show(get_class($error) . ' ' . $error->getCode() . ': ' . $error->getMessage());
    }
};
foreach ([['localhost'], ['127.0.0.1', 65536], ['127.0.0.1', -1], ['[::1]'], ['unix:relative'], ['unix:/' . str_repeat('x', 108)], ['127.0.0.1', 0, true]] as $arguments) {
    $try(fn () => new Server(...$arguments));
}
show(SWOOLE_ERROR_BAD_HOST_ADDR, SWOOLE_ERROR_BAD_PORT, SWOOLE_ERROR_NAME_TOO_LONG);
$try(function (): void {
    $server = new Server('127.0.0.1');
    $server->__construct('127.0.0.1');
});
?>
--EXPECTF--
Swoole\Exception 722: bind(localhost:0) failed
Swoole\Exception 723: bind(127.0.0.1:65536) failed
Swoole\Exception 723: bind(127.0.0.1:-1) failed
Swoole\Exception 722: bind([::1]:0) failed
Swoole\Exception 722: bind(unix:relative:0) failed
Swoole\Exception 504: bind(unix:/%s:0) failed
Swoole\Exception 93: TLS is not supported yet by swoole-rs
722
723
504
Error 0: Constructor of Swoole\Coroutine\Http\Server can only be called once
