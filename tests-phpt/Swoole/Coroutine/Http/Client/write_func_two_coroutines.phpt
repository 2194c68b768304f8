--TEST--
Swoole\Coroutine\Http\Client: a second coroutine that makes a request while write_func waits is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

SwooleTest\runScript(<<<'PHP'
    use Swoole\Coroutine;
    use Swoole\Coroutine\{Http\Client, Socket};
    Coroutine\run(function () {
        $listener = new Socket(AF_INET, SOCK_STREAM, 0);
        $listener->bind('127.0.0.1', 0);
        $listener->listen();
        Coroutine::create(function () use ($listener) {
            $connection = $listener->accept();
            $connection->recv();
            $connection->send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst");
            echo $connection->recv();
        });
        $client = new Client('127.0.0.1', $listener->getsockname()['port']);
        $client->set(['write_func' => fn () => Coroutine::sleep(1)]);
        Coroutine::create(fn () => $client->get('/'));
        Coroutine::sleep(0.02);
        $client->get('/second');
    });
    PHP);
?>
--EXPECTF--

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#3, reading of the same socket in coroutine#1 at the same time is not allowed in script.php:%d
Stack trace:
#0 script.php(%d): Swoole\Coroutine\Http\Client->get('/second')
#1 [internal function]: {closure}()
#2 {main}
  thrown in script.php on line %d
exit 255
